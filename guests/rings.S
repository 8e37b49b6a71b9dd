# Changes of the privilege level in 64-bit mode, and what level 3 may do.
#define BITS 64
#include "guest.h"

        .macro  SELECTORS code, stack, name
        movl    %cs, %eax
        movl    %ss, %ecx
        shll    $16, %ecx
        orl     %ecx, %eax
        cmpl    $(\stack<<16|\code), %eax
        REPORT  "\name"
        .endm

main:   READ_MSR 0xc0000080
        orl     $1, %eax
        wrmsr
        WRITE_MSR 0xc0000081, 0x00180008, 0
        WRITE_MSR 0xc0000082, 0, system_call
        WRITE_MSR 0xc0000084, 0, 0x700
        WRITE_MSR 0x174, 0, KCODE
        WRITE_MSR 0x175, 0, kernel_stack_top
        WRITE_MSR 0x176, 0, fast_call

        # SYSCALL and SYSRET.
        GUARD
        TO_USER 0x602
        movl    $0x1111, %ebx
        syscall
1:      cmpl    $0x2222, %ebx
        jne     2f
        cmpq    $1b, %rcx
        jne     2f
        int     $0x80
2:      ud2
        CAUGHT  0x80, 0, "SYSCALL and SYSRET"
        IS      got_cs, $UCODE64, "SYSRET loads CS"
        IS      got_ss, $UDATA, "SYSRET loads SS"
        IS      seen_cs, $KDATA<<16|KCODE, "SYSCALL loads CS and SS"
        IS      seen_flags, $2, "SYSCALL clears the flags of SFMASK"
        movl    got_flags, %eax
        andl    $0x600, %eax
        IS      %eax, $0x600, "SYSRET restores the flags"
        GUARD
        movl    $2, %r11d
        movl    $legacy, %ecx
        movl    $user_stack_top, %esp
        sysretl
legacy: .code32
        movl    $0x3333, %ebx
        int     $0x80
        .code64
        CAUGHT  0x80, 0, "SYSRET to 32-bit code"
        IS      got_cs, $UCODE32, "which has the selector of 32-bit code"
        READ_MSR 0xc0000080
        andl    $~1, %eax
        wrmsr
        GUARD
        syscall
        CAUGHT  6, 0, "SYSCALL without EFER.SCE is #UD"
        READ_MSR 0xc0000080
        orl     $1, %eax
        wrmsr
        GUARD
        TO_USER
        sysretq
        CAUGHT  13, 0, "SYSRET at level 3 is #GP"

        # SYSENTER and SYSEXIT.
        GUARD
        TO_USER 0x202
        sysenter
3:      int     $0x80
        CAUGHT  0x80, 0, "SYSENTER and SYSEXIT"
        IS      got_cs, $UCODE64, "SYSEXIT loads CS"
        IS      got_ss, $0x33, "SYSEXIT loads SS"
        IS      got_sp, $user_stack_top-64, "SYSEXIT loads RSP"
        IS      seen_cs, $KDATA<<16|KCODE, "SYSENTER loads CS and SS"
        IS      seen_sp, $kernel_stack_top, "SYSENTER loads RSP"
        movl    seen_flags, %eax
        andl    $0x200, %eax
        REPORT  "SYSENTER clears IF"
        GUARD
        TO_USER
        sysexitl
        CAUGHT  13, 0, "SYSEXIT at level 3 is #GP"
        WRITE_MSR 0x174, 0, 0
        GUARD
        TO_USER
        sysenter
        CAUGHT  13, 0, "SYSENTER without a code segment is #GP"

        # A call gate of sixteen bytes.
        movl    $gate_target, %eax
        movw    %ax, gdt + CALL_GATE
        shrl    $16, %eax
        movw    %ax, gdt + CALL_GATE + 6
        movl    $0xec000000 | KCODE, %eax
        movw    %ax, gdt + CALL_GATE + 2
        movw    $0xec00, gdt + CALL_GATE + 4
        GUARD
        TO_USER
        lcall   *gate
        int     $0x80
        CAUGHT  0x80, 0, "a call gate, and RETF to level 3"
        IS      seen_cs, $KCODE, "the call gate loads CS, and the null selector into SS"
        IS      seen_sp, $kernel_stack_top-32, "on the stack of the TSS"
        IS      got_sp, $user_stack_top, "the stack of level 3 is back"
        movw    $0x8c00, gdt + CALL_GATE + 4
        GUARD
        TO_USER
        lcall   *gate
        CAUGHT  13, CALL_GATE, "a call gate of level 0 is #GP at level 3"

        # SWAPGS.
        WRITE_MSR 0xc0000101, 0, 0x1000
        WRITE_MSR 0xc0000102, 0, 0x2000
        swapgs
        READ_MSR 0xc0000101
        IS      %eax, $0x2000, "SWAPGS loads the base"
        READ_MSR 0xc0000102
        IS      %eax, $0x1000, "SWAPGS keeps the old base"
        GUARD
        TO_USER
        swapgs
        CAUGHT  13, 0, "SWAPGS at level 3 is #GP"

        # Ports and IF at level 3.
        GUARD
        TO_USER
        inb     $0x80, %al
        CAUGHT  13, 0, "IN at level 3 without a map is #GP"
        GUARD
        TO_USER 0x3002
        inb     $0x80, %al
        cli
        sti
        nop
        int     $0x80
        CAUGHT  0x80, 0, "with IOPL 3 ports and IF are free"
        movw    $104 + 8192, gdt + TSS          # the map lies within the limit now
        movb    $0x89, gdt + TSS + 5
        movl    $TSS, %eax
        ltr     %ax
        movb    $0xff, tss_io_map + 8192
        movb    $0x02, tss_io_map + 0x80 / 8
        GUARD
        TO_USER
        inb     $0x80, %al
        int     $0x80
        CAUGHT  0x80, 0, "a clear bit of the map allows"
        GUARD
        TO_USER
        inb     $0x81, %al
        CAUGHT  13, 0, "a set bit of the map refuses"
        GUARD
        TO_USER
        inw     $0x80, %ax
        CAUGHT  13, 0, "every bit of a wide access counts"
        GUARD
        TO_USER
        push    $0x3202
        popf
        pushf
        pop     %rbx
        int     $0x80
        CAUGHT  0x80, 0, "POPF at level 3"
        movl    got_flags, %eax
        andl    $0x3200, %eax
        REPORT  "POPF at level 3 changes neither IF nor IOPL"
        jmp     finish

system_call:
        movl    $0x2222, %ebx
        movl    %ecx, seen_ip
        call    look
        sysretq
fast_call:
        call    look
        movl    $3b, %edx
        movl    $user_stack_top-64, %ecx
        rex.w sysexit
gate_target:
        call    look
        lretq
look:   movl    %ss, %eax
        shll    $16, %eax
        movw    %cs, %ax
        movl    %eax, seen_cs
        lea     8(%rsp), %rax
        movl    %eax, seen_sp
        pushf
        pop     %rax
        andl    $0x702, %eax
        movl    %eax, seen_flags
        ret

        .data
gate:   .long   0
        .word   CALL_GATE | 3
seen_cs:        .long 0
seen_sp:        .long 0
seen_ip:        .long 0
seen_flags:     .long 0
