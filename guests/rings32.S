# Changes of the privilege level in 32-bit protected mode.
#define BITS 32
#include "guest.h"

main:   GUARD
        TO_USER
        int     $0x80
        CAUGHT  0x80, 0, "to level 3 by IRET and back by INT"
        IS      got_cs, $UCODE32, "the saved CS has level 3"
        IS      got_ss, $UDATA, "the saved SS has level 3"
        IS      got_sp, $user_stack_top, "the saved ESP is that of level 3"
        IS      got_frame, $kernel_stack_top-20, "level 0 starts on the stack of the TSS"

        # A call gate that copies two parameters.
        movl    $gate_target, %eax
        movw    %ax, gdt + CALL_GATE
        shrl    $16, %eax
        movw    %ax, gdt + CALL_GATE + 6
        movw    $KCODE, gdt + CALL_GATE + 2
        movw    $0xec02, gdt + CALL_GATE + 4
        GUARD
        TO_USER
        pushl   $0x1111
        pushl   $0x2222
        lcall   $CALL_GATE | 3, $0
        int     $0x80
        CAUGHT  0x80, 0, "a call gate with parameters"
        IS      seen, $0x11112222, "the parameters are on the new stack"
        IS      seen_sp, $kernel_stack_top-24, "which has SS, ESP, parameters, CS and EIP"
        IS      got_sp, $user_stack_top, "RETF n drops them from both stacks"
        movw    $0x8c02, gdt + CALL_GATE + 4
        GUARD
        TO_USER
        lcall   $CALL_GATE | 3, $0
        CAUGHT  13, CALL_GATE, "a call gate of level 0 is #GP at level 3"
        movw    $0x6c02, gdt + CALL_GATE + 4
        GUARD
        TO_USER
        lcall   $CALL_GATE | 3, $0
        CAUGHT  11, CALL_GATE, "a call gate that is not present is #NP"

        # RETF to level 3 makes segments unusable that level 3 must not have.
        GUARD
        movl    $KDATA, %eax
        movl    %eax, %fs
        pushl   $UDATA
        pushl   $user_stack_top
        pushl   $UCODE32
        pushl   $1f
        lretl
1:      movl    %fs, %ebx
        int     $0x80
        CAUGHT  0x80, 0, "RETF to level 3"
        IS      %ebx, $0, "which clears FS of level 0"

        # SYSENTER and SYSEXIT.
        WRITE_MSR 0x174, 0, KCODE
        WRITE_MSR 0x175, 0, kernel_stack_top
        WRITE_MSR 0x176, 0, fast_call
        GUARD
        TO_USER
        sysenter
2:      int     $0x80
        CAUGHT  0x80, 0, "SYSENTER and SYSEXIT"
        IS      got_cs, $UCODE32, "SYSEXIT loads CS"
        IS      got_sp, $user_stack_top-64, "SYSEXIT loads ESP"

        # Ports, IF and POPF.
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
        GUARD
        TO_USER
        pushl   $0x3202
        popfl
        int     $0x80
        CAUGHT  0x80, 0, "POPF at level 3"
        movl    got_flags, %eax
        andl    $0x3200, %eax
        REPORT  "POPF at level 3 changes neither IF nor IOPL"

        # A conforming segment keeps the level of its caller.
        movl    $0x0000ffff, gdt + SPARE
        movl    $0x00cf9f00, gdt + SPARE + 4
        GUARD
        TO_USER
        ljmp    $SPARE | 3, $3f
3:      int     $0x80
        CAUGHT  0x80, 0, "JMP far to conforming code"
        IS      got_cs, $SPARE+3, "which runs at level 3"

        # What level 3 may find out.
        GUARD
        TO_USER
        movl    $UDATA, %eax
        verw    %ax
        jnz     4f
        movl    $KDATA, %eax
        verr    %ax
        jz      4f
        larl    %eax, %ebx
        jz      4f
        movl    $UDATA, %eax
        lsll    %eax, %ebx
        jnz     4f
        cmpl    $-1, %ebx
        jne     4f
        larl    %eax, %ebx
        jnz     4f
        andl    $0x00f0ff00, %ebx
        cmpl    $0x00c0f300, %ebx
        jne     4f
        int     $0x80
4:      ud2
        CAUGHT  0x80, 0, "VERR, VERW, LAR and LSL at level 3"
        GUARD
        TO_USER
        movl    $KDATA, %eax
        movl    %eax, %ds
        CAUGHT  13, KDATA, "MOV DS of level 0 at level 3 is #GP"
        jmp     finish

gate_target:
        movl    12(%esp), %eax
        shll    $16, %eax
        movw    8(%esp), %ax
        movl    $KDATA, %ecx
        movl    %ecx, %ds
        movl    %eax, seen
        movl    %esp, seen_sp
        lretl   $8
fast_call:
        movl    $2b, %edx
        movl    $user_stack_top-64, %ecx
        sysexit

        .data
seen:    .long  0
seen_sp: .long  0
