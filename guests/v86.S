# Virtual-8086 mode: how it is entered and left, what it may do, and which segments it has.
#define BITS 32
#include "guest.h"

#define BASE        0x8000
#define SEGMENT     0x800

        # Enters the 16-bit code at a label, with flags beside VM.
        .macro  TO_V86 label, flags=2
        pushl   $0x33                           # GS, FS, DS, ES
        pushl   $0x22
        pushl   $SEGMENT
        pushl   $0x11
        pushl   $0x700                          # SS
        pushl   $0x100
        pushl   $(0x20000|\flags)
        pushl   $SEGMENT
        pushl   $\label - code
        iretl
        .endm

main:   movl    $code, %esi
        movl    $BASE, %edi
        movl    $code_end - code, %ecx
        rep movsb

        GUARD
        TO_V86  plain
        CAUGHT  6, 0, "16-bit code runs up to UD2"
        IS      got_cs, $SEGMENT, "the saved CS is a segment of real mode"
        IS      got_ip, $plain_end-code, "the saved EIP is within it"
        IS      got_ss, $0x700, "the saved SS"
        IS      got_sp, $0x100, "the saved ESP"
        movl    got_flags, %eax
        andl    $0x20000, %eax
        IS      %eax, $0x20000, "the saved flags have VM"
        movl    got_frame, %eax
        IS      20(%eax), $0x11, "ES is saved above SS"
        IS      24(%eax), $SEGMENT, "then DS"
        IS      28(%eax), $0x22, "FS"
        IS      32(%eax), $0x33, "and GS"
        IS      got_frame, $kernel_stack_top-36, "on the stack of the TSS"
        IS      BASE+(stored-code), $0x55aa, "addresses are those of real mode"
        movl    %cs, %ecx
        IS      %ecx, $KCODE, "level 0 is back"

        GUARD
        TO_V86  interrupt
        CAUGHT  13, 0, "INT n without IOPL 3 is #GP"
        GUARD
        TO_V86  interrupt, 0x3002
        CAUGHT  0x80, 0, "INT n with IOPL 3 goes through the IDT"
        GUARD
        TO_V86  clear
        CAUGHT  13, 0, "CLI without IOPL 3 is #GP"
        GUARD
        TO_V86  clear, 0x3002
        CAUGHT  6, 0, "CLI with IOPL 3"
        GUARD
        TO_V86  flags
        CAUGHT  13, 0, "PUSHF without IOPL 3 is #GP"
        GUARD
        TO_V86  flags, 0x3002
        CAUGHT  6, 0, "PUSHF and POPF with IOPL 3"
        GUARD
        TO_V86  port
        CAUGHT  13, 0, "IN without a map is #GP, whatever IOPL"
        GUARD
        TO_V86  port, 0x3002
        CAUGHT  13, 0, "with IOPL 3, too"
        GUARD
        TO_V86  halt
        CAUGHT  13, 0, "HLT is #GP"
        GUARD
        TO_V86  registers
        CAUGHT  13, 0, "MOV from CR0 is #GP"
        GUARD
        TO_V86  msr
        CAUGHT  13, 0, "RDMSR is #GP"
        GUARD
        TO_V86  selectors
        CAUGHT  6, 0, "LAR is #UD"
        GUARD
        TO_V86  across
        CAUGHT  13, 0, "a word across 64 KiB is #GP"
        GUARD
        TO_V86  divide
        CAUGHT  0, 0, "DIV by zero"
        jmp     finish

        .balign 16
        .code16
code:
plain:  movw    $SEGMENT, %ax
        movw    %ax, %es
        movw    $0x55aa, %es:(stored - code)
        movw    $0x11, %ax
        movw    %ax, %es
plain_end:
        ud2
interrupt:
        int     $0x80
clear:  cli
        ud2
flags:  pushfw
        popfw
        ud2
port:   inb     $0x80, %al
        ud2
halt:   hlt
registers:
        movl    %cr0, %eax
        ud2
msr:    rdmsr
        ud2
selectors:
        .byte   0x0f, 0x02, 0xc0                # LAR AX, AX
across: movw    $0xffff, %bx
        movw    (%bx), %ax
        ud2
divide: xorw    %cx, %cx
        divw    %cx
        ud2
        .balign 4
stored: .long   0
code_end:
