# Paging with four levels: no-execute, SMEP, SMAP, large pages, reserved bits, addresses that are not canonical.
#define BITS 64
#include "guest.h"

#define P           1
#define W           2
#define U           4
#define PS          0x80
#define WINDOW      0x40000000                  /* entry 1 of the pointers is put to use */

        .macro  FLUSH
        movq    %cr3, %rax
        movq    %rax, %cr3
        .endm

        .macro  ENTRY low, high=0
        movl    $frame+\low, table
        movl    $\high, table + 4
        FLUSH
        .endm

main:   movl    $directory+P+W+U, page_directory_pointers + 8
        movl    $table+P+W+U, directory
        READ_MSR 0xc0000080
        orl     $0x800, %eax
        wrmsr
        movl    $0x600df00d, frame
        movb    $0xc3, frame + 16               # RET
        ENTRY   P+W+U
        IS      WINDOW, $0x600df00d, "a page of 4 KiB"
        ENTRY   P+W+U, 0x80000000
        GUARD
        movl    $WINDOW + 16, %eax
        call    *%rax
        CAUGHT  14, 0x11, "a fetch of what must not be executed"
        GUARD
        TO_USER
        movl    $WINDOW + 16, %eax
        call    *%rax
        CAUGHT  14, 0x15, "the same at level 3"
        ENTRY   P+W+U, 0x00080000
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 9, "a reserved bit"
        movl    $table+P+W+U+PS, directory
        FLUSH
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 9, "a page of 2 MiB that is not aligned"
        movl    $table+P+W+U, directory
        ENTRY   P+W+U
        READ_MSR 0xc0000080
        andl    $~0x800, %eax
        wrmsr
        ENTRY   P+W+U, 0x80000000
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 9, "bit 63 is reserved without EFER.NXE"
        READ_MSR 0xc0000080
        orl     $0x800, %eax
        wrmsr
        ENTRY   P+W+U

        # SMEP and SMAP, where there are any.
        movl    $7, %eax
        xorl    %ecx, %ecx
        cpuid
        movl    %ebx, features
        btl     $7, features
        jnc     1f
        # The code itself must then be for level 0.
        andl    $~U, page_directories
        movq    %cr4, %rax
        btsq    $20, %rax
        movq    %rax, %cr4
        GUARD
        movl    $WINDOW + 16, %eax
        call    *%rax
        CAUGHT  14, 0x11, "SMEP: a fetch at level 0 of what is for level 3"
        movq    %cr4, %rax
        btrq    $20, %rax
        movq    %rax, %cr4
1:      btl     $20, features
        jnc     2f
        andl    $~U, page_directories
        movq    %cr4, %rax
        btsq    $21, %rax
        movq    %rax, %cr4
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 1, "SMAP: a read at level 0 of what is for level 3"
        GUARD
        movl    %eax, WINDOW
        CAUGHT  14, 3, "SMAP: a write"
        GUARD
        stac
        movl    WINDOW, %eax
        clac
        CAUGHT  NONE, 0, "SMAP: STAC allows it"
        movq    %cr4, %rax
        btrq    $21, %rax
        movq    %rax, %cr4
2:      orl     $U, page_directories
        FLUSH

        # Global pages outlive a load of CR3.
        movq    %cr4, %rax
        orq     $0x80, %rax
        movq    %rax, %cr4
        ENTRY   P+W+U+0x100
        movl    WINDOW, %eax
        movl    $frame2+P+W+U, table
        movl    $0x2222, frame2
        invlpg  WINDOW
        IS      WINDOW, $0x2222, "INVLPG drops a global page"

        # A page of 1 GiB.
        movl    $0x80000001, %eax
        cpuid
        btl     $26, %edx
        jnc     3f
        movl    $PS+P+W+U, page_directory_pointers + 8
        FLUSH
        movl    $0x600df00d, number
        IS      WINDOW+number, $0x600df00d, "a page of 1 GiB"
3:
        GUARD
        movabsq $0x800000000000, %rax
        movl    (%rax), %eax
        CAUGHT  13, 0, "a read at what is not canonical is #GP"
        GUARD
        movabsq $0x800000000000, %rbp
        movl    (%rbp), %eax
        CAUGHT  12, 0, "and by way of RBP #SS"
        GUARD
        movabsq $0x7ffffffffffd, %rax
        movl    (%rax), %eax
        CAUGHT  13, 0, "a read across into what is not canonical is #GP"
        GUARD
        movabsq $0x7fffffffffff, %rax
        movb    (%rax), %al
        CAUGHT  14, 0, "the last canonical address below is #PF"
        GUARD
        movq    %cr4, %rax
        btrq    $5, %rax
        movq    %rax, %cr4
        CAUGHT  13, 0, "CR4.PAE cannot be cleared in long mode"
        GUARD
        movq    %cr0, %rax
        btrq    $0, %rax
        movq    %rax, %cr0
        CAUGHT  13, 0, "CR0.PE cannot be cleared under paging"
        GUARD
        movabsq $0x100000000, %rax
        movq    %rax, %cr0
        CAUGHT  13, 0, "CR0 has no bit 32"
        GUARD
        movabsq $0x800000000000, %rax
        jmp     *%rax
        CAUGHT  13, 0, "JMP to what is not canonical is #GP"
        jmp     finish

        .data
features:       .long   0
        .bss
        .balign 4096
directory:      .skip   4096
table:          .skip   4096
frame:          .skip   4096
frame2:         .skip   4096
