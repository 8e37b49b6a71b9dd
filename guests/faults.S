# Exceptions in 64-bit mode: which one comes first, where it points, its error code, and what is on the stack.
#define BITS 64
#include "guest.h"

main:   GUARD
        .byte   0xf0, 0x0f, 0x32
        CAUGHT  6, 0, "LOCK RDMSR is #UD"
        GUARD
        TO_USER
        .byte   0xf0, 0x0f, 0x32
        CAUGHT  6, 0, "LOCK RDMSR at level 3 is #UD before #GP"
        GUARD
        TO_USER
        xorl    %ecx, %ecx
        rdmsr
        CAUGHT  13, 0, "RDMSR at level 3 is #GP"
        GUARD
        TO_USER
        wrmsr
        CAUGHT  13, 0, "WRMSR at level 3 is #GP"
        GUARD
        TO_USER
        hlt
        CAUGHT  13, 0, "HLT at level 3 is #GP"
        GUARD
        TO_USER
        cli
        CAUGHT  13, 0, "CLI at level 3 is #GP"
        GUARD
        TO_USER
        movq    %cr0, %rax
        CAUGHT  13, 0, "MOV from CR0 at level 3 is #GP"
        GUARD
        TO_USER
        lgdt    gdtr
        CAUGHT  13, 0, "LGDT at level 3 is #GP"
        GUARD
        TO_USER
        invlpg  main
        CAUGHT  13, 0, "INVLPG at level 3 is #GP"
        GUARD
1:      ud2
        CAUGHT  6, 0, "UD2"
        IS      got_ip, $1b, "a fault points at its instruction"
        testl   $0x10000, got_flags
        setz    %al
        cmpb    $0, %al
        REPORT  "a fault saves RF"
        IS      got_cs, $KCODE, "CS is saved"
        IS      got_ss, $KDATA, "SS is saved without a change of level"
        testl   $15, got_frame
        jz      2f
        cmpl    $8, got_frame + 4
2:      movl    got_frame, %eax
        andl    $15, %eax
        IS      %eax, $8, "the stack was aligned to 16 bytes"
        GUARD
        movl    $2, %eax
        xorl    %edx, %edx
        xorl    %ecx, %ecx
        divl    %ecx
        CAUGHT  0, 0, "DIV by zero is #DE"
        GUARD
        movl    $0, %eax
        movl    $2, %edx
        movl    $2, %ecx
        divl    %ecx
        CAUGHT  0, 0, "a quotient that does not fit is #DE"
        GUARD
        movabsq $0x8000000000000000, %rax
        cqto
        movq    $-1, %rcx
        idivq   %rcx
        CAUGHT  0, 0, "the smallest number by -1 is #DE"
        GUARD
        int3
3:      nop
        CAUGHT  3, 0, "INT3 is #BP"
        IS      got_ip, $3b, "#BP points behind its instruction"
        testl   $0x10000, got_flags
        REPORT  "a trap saves no RF"
        GUARD
        int     $0x90
        CAUGHT  0x90, 0, "INT n takes its vector"
        GUARD
        TO_USER
        int     $0x90
        CAUGHT  13, 0x90*8+2, "INT n at level 3 through a gate of level 0 is #GP"
        GUARD
        TO_USER
        int3
        CAUGHT  13, 3*8+2, "INT3 at level 3 through a gate of level 0 is #GP"
        GUARD
        TO_USER
        int     $0x80
        CAUGHT  0x80, 0, "INT n at level 3 through a gate of level 3"
        IS      got_cs, $UCODE64, "the saved CS has level 3"
        IS      got_ss, $UDATA, "the saved SS has level 3"
        IS      got_sp, $user_stack_top, "the saved RSP is that of level 3"
        IS      got_frame, $kernel_stack_top-40, "level 0 starts on the stack of the TSS"
        GATE    0x91, 0x0e
        GUARD
        int     $0x91
        CAUGHT  11, 0x91*8+2, "INT n through a gate that is not present is #NP"
        GATE    0x91, 0x8c
        GUARD
        int     $0x91
        CAUGHT  13, 0x91*8+2, "INT n through a gate of a 32-bit call is #GP"
        GATE    0x91, 0x8e, 1
        GUARD
        int     $0x91
        CAUGHT  0x91, 0, "INT n through a gate with a stack of the IST"
        IS      got_frame, $ist_stack_top-40, "the stack of the IST is used without a change of level"
        movw    $UDATA & ~3, idt + 0x92 * 16 + 2
        GUARD
        int     $0x92
        CAUGHT  13, UDATA&~3, "INT n through a gate to data is #GP"
        movw    $KCODE32, idt + 0x92 * 16 + 2
        GUARD
        int     $0x92
        CAUGHT  13, KCODE32, "INT n through a gate to 32-bit code is #GP"
        movw    $0, idt + 0x92 * 16 + 2
        GUARD
        int     $0x92
        CAUGHT  13, 0, "INT n through a gate to the null selector is #GP"

        # Segments.
        movl    $0x00001300, gdt + SPARE + 4    # writable data, not present
        GUARD
        movl    $SPARE, %eax
        movl    %eax, %ds
        CAUGHT  11, SPARE, "MOV DS of what is not present is #NP"
        GUARD
        movl    $SPARE, %eax
        movl    %eax, %ss
        CAUGHT  12, SPARE, "MOV SS of what is not present is #SS"
        GUARD
        movl    $0x7ff8, %eax
        movl    %eax, %ds
        CAUGHT  13, 0x7ff8, "MOV DS behind the limit of the GDT is #GP"
        GUARD
        movl    $SPARE + 4, %eax
        movl    %eax, %ds
        CAUGHT  13, SPARE+4, "MOV DS of the LDT when there is none is #GP"
        GUARD
        movl    $TSS, %eax
        movl    %eax, %ds
        CAUGHT  13, TSS, "MOV DS of a TSS is #GP"
        GUARD
        movl    $UDATA, %eax
        movl    %eax, %ss
        CAUGHT  13, UDATA&~3, "MOV SS of another level is #GP"
        GUARD
        movl    $KCODE, %eax
        movl    %eax, %ss
        CAUGHT  13, KCODE, "MOV SS of code is #GP"
        GUARD
        xorl    %eax, %eax
        movl    %eax, %ss
        CAUGHT  NONE, 0, "MOV SS of the null selector is allowed at level 0"
        movl    $KDATA, %eax
        movl    %eax, %ss
        GUARD
        .byte   0x8e, 0xc8
        CAUGHT  6, 0, "MOV CS is #UD"
        GUARD
        movl    $TSS, %eax
        ltr     %ax
        CAUGHT  13, TSS, "LTR of a busy TSS is #GP"

        # An IRET that must not leave.
        GUARD
        push    $KDATA
        push    $stack_top
        push    $2
        push    $KDATA
        push    $main
        iretq
        CAUGHT  13, KDATA, "IRETQ to data is #GP"
        GUARD
        push    $0
        push    $stack_top
        push    $2
        push    $UCODE64
        push    $main
        iretq
        CAUGHT  13, 0, "IRETQ to level 3 without a stack segment is #GP"

        # Double fault: a #GP whose gate is not present, and then #NP, which is contributory as well.
        GATE    8, 0x8e, 1
        GATE    13, 0x0e
        GUARD
        movl    $0x7ff8, %eax
        movl    %eax, %ds
        CAUGHT  8, 0, "two contributory exceptions are #DF"
        GATE    13, 0x8e
        IS      got_frame, $ist_stack_top-40, "#DF comes on its own stack"
        # A page fault whose delivery faults is one, too.
        GATE    14, 0x0e
        movl    $0, page_directories + 3 * 4096
        movq    %cr3, %rax
        movq    %rax, %cr3
        GUARD
        movl    $0xc0000000, %eax
        movl    (%rax), %eax
        CAUGHT  8, 0, "a page fault and then #NP are #DF"
        GATE    14, 0x8e
        jmp     finish
