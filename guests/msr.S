# RDMSR and WRMSR in 64-bit mode: read-back, refusals, machine-check banks, and the registers of the local APIC in
# extended mode. Refusals are #GP(0) that the handler resumes behind, by IRET, as a kernel's fix-up table has it.
#define BITS 64
#include "guest.h"

        # Takes an access in the table `fixups` by going on behind it.
fix_up: cmpl    $13, VECTOR(%rbp)
        jne     2f
        movl    IP(%rbp), %eax
        movl    $fixups, %ebx
1:      cmpl    $0, (%rbx)
        je      2f
        addl    $8, %ebx
        cmpl    %eax, -8(%rbx)
        jne     1b
        movl    -4(%rbx), %eax
        movl    %eax, IP(%rbp)
        movl    ERROR(%rbp), %eax
        movl    %eax, fault_error
        movl    $1, faulted
        ret
2:      movl    $0, hook
        jmp     unexpected

        .macro  FIXED_UP instruction
        movl    $0, faulted
1:      \instruction
2:
        .pushsection .fixups, "a"
        .long   1b, 2b
        .popsection
        .endm

        # ECX selects; EDX:EAX is written, and read back into EDX:EAX.
write:  FIXED_UP wrmsr
        ret
read:   FIXED_UP rdmsr
        ret

        # Writes and reads back: rows of index, low, high, mask low, mask high, name.
read_back:
        movl    $values, %ebp
3:      cmpl    $-1, (%rbp)
        je      5f
        movl    (%rbp), %ecx
        call    read
        movl    %eax, %r8d
        movl    %edx, %r9d
        movl    4(%rbp), %eax
        movl    8(%rbp), %edx
        call    write
        cmpl    $0, faulted
        jne     4f
        movq    $-1, %rax
        movq    $-1, %rdx
        call    read
        cmpl    $0, faulted
        jne     4f
        movl    %eax, %esi
        cmpq    %rax, %rsi                      # the upper halves must be zero
        jne     4f
        movl    %edx, %esi
        cmpq    %rdx, %rsi
        jne     4f
        cmpl    4(%rbp), %eax
        jne     4f
        cmpl    8(%rbp), %edx
4:      setz    passed
        movl    12(%rbp), %eax
        movl    %eax, check_name
        movl    %r8d, %eax
        movl    %r9d, %edx
        call    write
        call    report
        addl    $16, %ebp
        jmp     3b
5:      ret

        # Accesses that must take #GP(0): rows of index, low, high, name; refused_reads has index and name.
refused:
        movl    $refusals, %ebp
6:      cmpl    $-1, (%rbp)
        je      7f
        movl    (%rbp), %ecx
        movl    4(%rbp), %eax
        movl    8(%rbp), %edx
        movl    $-1, fault_error
        call    write
        cmpl    $0, fault_error
        setz    passed
        movl    12(%rbp), %eax
        movl    %eax, check_name
        call    report
        addl    $16, %ebp
        jmp     6b
7:      ret

        .macro  ROW index, high, low, name
        .pushsection .rodata.text, "a"
96:     .asciz  "\name"
        .popsection
        .long   \index, \low, \high, 96b
        .endm

        # %ecx must take #GP(0) for RDMSR; says so in ZF.
refuses_read:
        movl    $-1, fault_error
        call    read
        cmpl    $0, fault_error
        ret
        # The same for WRMSR of EDX:EAX.
refuses_write:
        movl    $-1, fault_error
        call    write
        cmpl    $0, fault_error
        ret

main:   movl    $fix_up, hook
        call    read_back
        call    refused
        READ_MSR 0xc0000080
        testl   $0x400, %eax
        setz    %al
        cmpb    $0, %al
        REPORT  "EFER.LMA is set in 64-bit mode"

        # A load of GS must take the base from the descriptor, and WRMSR must then decide it.
        WRITE_MSR 0xc0000101, 0, 0x12345678
        movw    $KDATA, %ax
        movw    %ax, %gs
        READ_MSR 0xc0000101
        IS      %eax, $0, "MOV GS clears the base"
        WRITE_MSR 0xc0000101, 0, number
        movl    $0x600df00d, number
        IS      %gs:0, $0x600df00d, "WRMSR of GS_BASE moves the segment"

        # The banks: CTL takes all or nothing, STATUS takes zero, the others anything.
        READ_MSR 0x179
        movzbl  %al, %r12d
        movl    $0, %r13d
8:      cmpl    %r12d, %r13d
        jae     10f
        leal    0x400(,%r13d,4), %ecx
        xorl    %eax, %eax
        xorl    %edx, %edx
        call    write
        cmpl    $0, faulted
        jne     9f
        notl    %eax
        notl    %edx
        call    write
        cmpl    $0, faulted
        jne     9f
        incl    %ecx
        xorl    %eax, %eax
        xorl    %edx, %edx
        call    write
        cmpl    $0, faulted
        jne     9f
        incl    %eax
        call    refuses_write
        jne     9f
        incl    %r13d
        jmp     8b
9:      cmpl    $1, faulted
        cmpl    %r12d, %r13d
10:     REPORT  "every bank of MCG_CAP takes what it should"

        # Outside of extended mode 0x800 to 0x8ff are no registers.
        READ_MSR 0x1b
        movl    %eax, %r14d
        movl    %edx, %r15d
        movl    $0x800, %ebx
11:     movl    %ebx, %ecx
        call    refuses_read
        jne     12f
        xorl    %eax, %eax
        xorl    %edx, %edx
        call    refuses_write
        jne     12f
        incl    %ebx
        cmpl    $0x900, %ebx
        jne     11b
12:     cmpl    $0x900, %ebx
        REPORT  "without extended mode the APIC has no MSRs"

        movl    $1, %eax
        cpuid
        btl     $21, %ecx
        jnc     finish
        movl    $0x1b, %ecx
        movl    %r14d, %eax
        movl    %r15d, %edx
        orl     $0x400, %eax
        wrmsr
        # Rows of index and rights: 1 readable, 2 writable.
        movl    $extended, %ebp
13:     movl    (%rbp), %ecx
        cmpl    $-1, %ecx
        je      17f
        testl   $1, 4(%rbp)
        jz      14f
        call    read
        cmpl    $0, faulted
        jne     18f
        jmp     15f
14:     call    refuses_read
        jne     18f
        xorl    %eax, %eax
        xorl    %edx, %edx
15:     testl   $2, 4(%rbp)
        jz      16f
        call    write                           # what was read, or zero
        cmpl    $0, faulted
        jne     18f
        cmpl    $0x830, %ecx
        je      19f
        movl    $-1, %edx
        call    refuses_write
        jne     18f
        jmp     19f
16:     xorl    %eax, %eax
        xorl    %edx, %edx
        call    refuses_write
        jne     18f
19:     addl    $8, %ebp
        jmp     13b
17:     cmpl    %eax, %eax
18:     REPORT  "in extended mode each has its rights"
        movl    $0x83f, %ecx
        movl    $0x100, %eax
        xorl    %edx, %edx
        call    refuses_write
        REPORT  "SELF_IPI refuses more than a vector"
        movl    $0x80b, %ecx
        movl    $1, %eax
        call    refuses_write
        REPORT  "EOI refuses all but zero"
        movl    $0x1b, %ecx
        movl    %r14d, %eax
        movl    %r15d, %edx
        call    refuses_write
        REPORT  "extended mode is not left for the plain one"
        jmp     finish

        .section .rodata
        .balign 4
#define HIGH 0xffff8000
values: ROW     0x174, 0, 0x1234, "SYSENTER_CS"
        ROW     0x175, 0x7654, 0x12345678, "SYSENTER_ESP"
        ROW     0x176, 0xffff9234, 0x12345678, "SYSENTER_EIP"
        ROW     0x277, 0x07070707, 0x07070707, "PAT"
        ROW     0xc0000081, 0x00180008, 0x87654321, "STAR"
        ROW     0xc0000082, HIGH, 0x12345678, "LSTAR"
        ROW     0xc0000083, 0x7fff, 0xffffffff, "CSTAR"
        ROW     0xc0000084, 0, 0xffffffff, "SFMASK"
        ROW     0xc0000100, 0x7fff, 0xffffffff, "FS_BASE"
        ROW     0xc0000101, HIGH, 0, "GS_BASE"
        ROW     0xc0000102, 0x1234, 0x56789abc, "KERNEL_GS_BASE"
        ROW     0xc0000080, 0, 0x501, "EFER with SCE"
        .long   -1
refusals:
        ROW     0x277, 0x07070707, 0x07070708, "PAT refuses a type that is none"
        ROW     0xc0000080, 0, 0x001, "EFER refuses to leave long mode under paging"
        ROW     0xc0000080, 0x80000000, 0x500, "EFER refuses reserved bits"
        ROW     0x999, 0, 0, "0x999 is no register"
        ROW     0xc0000082, 0x8000, 0, "LSTAR refuses what is not canonical"
        ROW     0xc0000083, 0xffff7fff, 0xffffffff, "CSTAR refuses what is not canonical"
        ROW     0xc0000102, 0x8000, 0, "KERNEL_GS_BASE refuses what is not canonical"
        ROW     0xc0000100, 0x8000, 0, "FS_BASE refuses what is not canonical"
        ROW     0xc0000101, 0x10000, 0, "GS_BASE refuses what is not canonical"
        .long   -1
extended:
        .long   0x800, 0, 0x802, 1, 0x803, 1, 0x808, 3, 0x80a, 1, 0x80b, 2, 0x80d, 1, 0x80e, 0, 0x80f, 3
        .long   0x810, 1, 0x817, 1, 0x818, 1, 0x81f, 1, 0x820, 1, 0x827, 1, 0x828, 3, 0x830, 3, 0x831, 0
        .long   0x832, 3, 0x835, 3, 0x836, 3, 0x837, 3, 0x838, 3, 0x839, 1, 0x83e, 3, 0x83f, 2, 0x840, 0
        .long   -1
        .data
faulted:        .long   0
fault_error:    .long   0
