# Exceptions in 32-bit protected mode, those of segments above all.
#define BITS 32
#include "guest.h"

        .macro  DESCRIPTOR selector, low, high
        movl    $\low, gdt + \selector
        movl    $\high, gdt + \selector + 4
        .endm

        .macro  LOAD register, selector
        movl    $\selector, %eax
        movl    %eax, %\register
        .endm

main:   GUARD
        movb    $0x7f, %al
        addb    $1, %al
        into
1:      nop
        CAUGHT  4, 0, "INTO with OF is #OF"
        IS      got_ip, $1b, "#OF points behind its instruction"
        GUARD
        xorl    %eax, %eax
        into
        CAUGHT  NONE, 0, "INTO without OF does nothing"
        movl    $10, bounds
        movl    $20, bounds + 4
        GUARD
        movl    $9, %eax
2:      bound   %eax, bounds
        CAUGHT  5, 0, "BOUND below is #BR"
        IS      got_ip, $2b, "#BR points at its instruction"
        GUARD
        movl    $21, %eax
        bound   %eax, bounds
        CAUGHT  5, 0, "BOUND above is #BR"
        GUARD
        movl    $20, %eax
        bound   %eax, bounds
        CAUGHT  NONE, 0, "BOUND at the edge is allowed"
        GUARD
        xorl    %ecx, %ecx
        divl    %ecx
        CAUGHT  0, 0, "DIV by zero is #DE"
        GUARD
        lock
        nop
        CAUGHT  6, 0, "LOCK NOP is #UD"
        GUARD
        .byte   0xf0, 0x03, 0x05, 0, 0, 0, 0
        CAUGHT  6, 0, "LOCK ADD to a register is #UD"
        GUARD
        .byte   0x8d, 0xc0
        CAUGHT  6, 0, "LEA of a register is #UD"

        # Limits and types. SPARE is a data segment of 16 bytes.
        DESCRIPTOR SPARE, 0x0000000f, 0x00409300
        GUARD
        LOAD    es, SPARE
        movl    %es:12, %eax
        CAUGHT  NONE, 0, "the last four bytes below a limit"
        GUARD
        LOAD    es, SPARE
        movl    %es:13, %eax
        CAUGHT  13, 0, "a read across a limit is #GP"
        # At level 3, because the handler needs a stack that works.
        DESCRIPTOR SPARE, 0x0000000f, 0x0040f300
        GUARD
        TO_USER
        LOAD    ss, SPARE+3
        movl    $16, %ebp
        movl    (%ebp), %eax
        CAUGHT  12, 0, "a read across the limit of the stack is #SS"
        DESCRIPTOR SPARE, 0x0000ffff, 0x00cf9100
        GUARD
        LOAD    es, SPARE
        movl    %eax, %es:number
        CAUGHT  13, 0, "a write to read-only data is #GP"
        GUARD
        movl    %eax, %cs:number
        CAUGHT  13, 0, "a write to code is #GP"
        GUARD
        LOAD    ss, SPARE
        CAUGHT  13, SPARE, "MOV SS of read-only data is #GP"
        DESCRIPTOR SPARE, 0x0000ffff, 0x00cf9900
        GUARD
        LOAD    es, SPARE
        CAUGHT  13, SPARE, "MOV ES of code that cannot be read is #GP"
        DESCRIPTOR SPARE, 0x00000fff, 0x00409700
        GUARD
        LOAD    es, SPARE
        movl    %es:0x1000, %eax
        CAUGHT  NONE, 0, "above the limit of an expand-down segment"
        GUARD
        LOAD    es, SPARE
        movl    %es:0xfff, %eax
        CAUGHT  13, 0, "at the limit of an expand-down segment is #GP"
        GUARD
        xorl    %eax, %eax
        movl    %eax, %es
        movl    %es:number, %eax
        CAUGHT  13, 0, "a read by the null selector is #GP"
        GUARD
        xorl    %eax, %eax
        movl    %eax, %ss
        CAUGHT  13, 0, "MOV SS of the null selector is #GP"
        DESCRIPTOR SPARE, 0x0000ffff, 0x00cf1300
        GUARD
        LOAD    es, SPARE
        CAUGHT  11, SPARE, "MOV ES of what is not present is #NP"
        GUARD
        LOAD    ss, SPARE
        CAUGHT  12, SPARE, "MOV SS of what is not present is #SS"
        GUARD
        LOAD    es, 0x7ff8
        CAUGHT  13, 0x7ff8, "MOV ES behind the limit of the GDT is #GP"
        GUARD
        LOAD    es, TSS
        CAUGHT  13, TSS, "MOV ES of a TSS is #GP"

        # Far transfers.
        GUARD
        ljmp    $KDATA, $main
        CAUGHT  13, KDATA, "JMP far to data is #GP"
        GUARD
        ljmp    $0, $main
        CAUGHT  13, 0, "JMP far to the null selector is #GP"
        GUARD
        ljmp    $UCODE32, $main
        CAUGHT  13, UCODE32&~3, "JMP far to level 3 is #GP"
        DESCRIPTOR SPARE, 0x0000ffff, 0x00cf1b00
        GUARD
        ljmp    $SPARE, $main
        CAUGHT  11, SPARE, "JMP far to what is not present is #NP"

        # To level 1, for which the TSS has a bad stack; level 0, which takes the exception, has a good one.
        DESCRIPTOR SPARE, 0x0000ffff, 0x00cfbb00
        movw    $SPARE, idt + 0x93 * 8 + 2
        GATE    0x93, 0xee
        movl    $stack_top, tss + 12
        movl    $KDATA, tss + 16
        GUARD
        TO_USER
        int     $0x93
        CAUGHT  10, KDATA, "a stack segment of another level in the TSS is #TS"
        movl    $0, tss + 16
        GUARD
        TO_USER
        int     $0x93
        CAUGHT  10, 0, "the null stack segment in the TSS is #TS"
        jmp     finish

        .data
bounds: .long   0, 0
