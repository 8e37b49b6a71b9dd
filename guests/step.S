# Single step, breakpoints, and what holds them off.
#define BITS 32
#include "guest.h"

        # Counts #DB and keeps where and why.
debug:  cmpl    $1, VECTOR(%ebp)
        jne     1f
        movl    traps, %eax
        movl    IP(%ebp), %ecx
        cmpl    $8, %eax
        jae     2f
        movl    %ecx, places(,%eax,4)
        movl    %db6, %ecx
        movl    %ecx, reasons(,%eax,4)
2:      incl    traps
        movl    $0xffff0ff0, %ecx
        movl    %ecx, %db6
        cmpl    $0, set_resume
        je      3f
        orl     $0x10000, FLAGS(%ebp)
3:      ret
1:      movl    $0, hook
        jmp     unexpected

        .macro  STEP on
        .if     \on
        pushl   $0x102
        .else
        pushl   $2
        .endif
        popfl
        .endm

        .macro  TRAPS number, name
        IS      traps, $\number, "\name"
        movl    $0, traps
        .endm

main:   movl    $debug, hook
        movl    $0xffff0ff0, %eax
        movl    %eax, %db6

        STEP    1
11:     nop
12:     nop
13:     pushl   $2
14:     popfl
15:     IS      places, $12b, "the first trap comes behind the first instruction"
        IS      places+4, $13b, "the second behind the second"
        IS      places+12, $15b, "POPF that clears TF traps once more"
        movl    reasons, %eax
        andl    $0xe00f, %eax
        IS      %eax, $0x4000, "a single step sets DR6.BS"
        TRAPS   4, "four instructions are four traps"

        # MOV SS holds a trap off; STI does not.
        movl    %ss, %eax
        STEP    1
        movl    %eax, %ss
21:     nop
22:     nop
        STEP    0
        IS      places, $22b, "MOV SS holds the trap off"
        movl    $0, traps
        STEP    1
        cli
31:     sti
32:     nop
        cli
        STEP    0
        IS      places+4, $32b, "STI does not"
        movl    $0, traps

        # A repeated instruction.
        STEP    1
        movl    $4, %ecx
        movl    $buffer, %edi
        rep stosb
41:     nop
        STEP    0
        movl    traps, %eax
        IS      %eax, $9, "REP STOSB traps once in each turn"
        movl    $0, traps

        # Breakpoints on execution.
        movl    $target, %eax
        movl    %eax, %db0
        movl    $0x402, %eax
        movl    %eax, %db7
        movl    $1, set_resume
        nop
target: nop
        nop
        IS      places, $target, "a breakpoint comes in front of the instruction"
        movl    reasons, %eax
        andl    $0xe00f, %eax
        IS      %eax, $1, "DR6 names DR0"
        TRAPS   1, "RF lets the instruction pass"
        movl    $0, set_resume

        # And on data: four bytes, written.
        movl    $buffer, %eax
        movl    %eax, %db1
        movl    $0x00d00408, %eax
        movl    %eax, %db7
        movl    buffer, %eax
        movb    $1, buffer + 3
51:     nop
        IS      places, $51b, "a breakpoint on data comes behind the instruction"
        movl    reasons, %eax
        andl    $0xe00f, %eax
        IS      %eax, $2, "DR6 names DR1"
        TRAPS   1, "reads and neighbours do not count"
        movb    $1, buffer + 4
        TRAPS   0, "a write behind the range"
        movl    $0x00f00408, %eax
        movl    %eax, %db7
        movl    buffer, %eax
        TRAPS   1, "a read counts when it is asked for"

        # General detect.
        movl    $0x2400, %eax
        movl    %eax, %db7
        movl    $0, traps
61:     movl    %db0, %eax
        movl    reasons, %eax
        andl    $0xe00f, %eax
        IS      %eax, $0x2000, "DR7.GD traps an access and is cleared by it"
        IS      places, $61b, "in front of it"
        movl    $0x400, %eax
        movl    %eax, %db7
        movl    $0, hook
        GUARD
        .byte   0xf1
        CAUGHT  1, 0, "INT1 is #DB"
        jmp     finish

        .data
traps:          .long   0
set_resume:     .long   0
places:         .skip   32
reasons:        .skip   32
                .balign 8
buffer:         .skip   16
