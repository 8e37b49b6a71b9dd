# The local APIC: interrupts to itself, priorities, the timer, NMI, and the registers as MSRs.
#define BITS 64
#include "guest.h"

#define APIC        0xfee00000
#define MASKED      0x10000

        .macro  APIC_WRITE register, value
        movl    $APIC, %eax
        movl    $\value, \register(%rax)
        .endm

        .macro  APIC_READ register
        movl    $APIC, %eax
        movl    \register(%rax), %eax
        .endm

        # Counts interrupts, keeps the order, and ends each but an NMI.
interrupt:
        movl    VECTOR(%rbp), %eax
        cmpl    $2, %eax
        je      2f
        cmpl    $32, %eax
        jb      1f
        movl    taken, %ecx
        andl    $7, %ecx
        movl    %eax, order(,%rcx,4)
        incl    taken
        cmpl    $0, extended
        jne     3f
        APIC_WRITE 0xb0, 0
        ret
3:      WRITE_MSR 0x80b, 0, 0
        ret
2:      incl    nmis
        ret
1:      movl    $0, hook
        jmp     unexpected

        .macro  WINDOW_OF_INTERRUPTS
        sti
        nop
        nop
        cli
        .endm

        .macro  TAKEN number, name
        IS      taken, $\number, "\name"
        movl    $0, taken
        .endm

main:   movl    $interrupt, hook
        READ_MSR 0x1b
        andl    $0xffffff00, %eax
        andl    $0xfffff800, %eax
        IS      %eax, $APIC|0x800, "the APIC is on, and at its place"
        APIC_READ 0x30
        andl    $0xff, %eax
        shrl    $4, %eax
        IS      %eax, $1, "it is one that is built in"
        APIC_WRITE 0xf0, 0x1ff
        APIC_READ 0xf0
        IS      %eax, $0x1ff, "the spurious vector reads back"
        APIC_WRITE 0x350, MASKED
        APIC_WRITE 0x360, MASKED

        # Interrupts to itself.
        APIC_WRITE 0x300, 0x40000+0x40
1:      APIC_READ 0x300
        testl   $0x1000, %eax
        jnz     1b
        APIC_READ 0x220
        IS      %eax, $1, "it waits in IRR while IF is clear"
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "and is taken when IF is set"
        APIC_READ 0x220
        IS      %eax, $0, "IRR is empty again"
        APIC_WRITE 0x300, 0x40000+0x41
        APIC_WRITE 0x300, 0x40000+0x51
        APIC_WRITE 0x300, 0x40000+0x51
        sti
        nop
        nop
        nop
        cli
        IS      order, $0x51, "the higher one comes first"
        IS      order+4, $0x41, "then the lower one"
        TAKEN   2, "two of a kind are one"
        APIC_WRITE 0x310, 0
        APIC_WRITE 0x300, 0x4042
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "by its number"
        APIC_WRITE 0x300, 0x80043
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "to all"
        APIC_WRITE 0x300, 0xc0044
        WINDOW_OF_INTERRUPTS
        TAKEN   0, "to all but itself"
        sti
        APIC_WRITE 0x300, 0x40000+0x45
6:      cmpl    $0, taken
        je      6b
        cli
        TAKEN   1, "without delay while IF is set"

        # Priorities.
        APIC_WRITE 0x80, 0x50
        APIC_WRITE 0x300, 0x40000+0x5f
        WINDOW_OF_INTERRUPTS
        TAKEN   0, "the task priority holds back its own class"
        APIC_READ 0xa0
        IS      %eax, $0x50, "and is the priority of the processor"
        movq    %cr8, %rax
        IS      %eax, $5, "CR8 is its upper half"
        movl    $4, %eax
        movq    %rax, %cr8
        APIC_READ 0x80
        IS      %eax, $0x40, "and sets it"
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "what was held back comes"
        movl    $0, %eax
        movq    %rax, %cr8

        # The timer.
        APIC_WRITE 0x3e0, 0x0b
        APIC_WRITE 0x320, 0x60
        APIC_WRITE 0x380, 1000
        sti
2:      cmpl    $0, taken
        je      2b
        cli
        IS      order, $0x60, "the timer fires"
        APIC_READ 0x390
        IS      %eax, $0, "once"
        movl    $0, taken
        APIC_WRITE 0x320, 0x20061
        APIC_WRITE 0x380, 100000
3:      sti
        hlt
        cli
        cmpl    $3, taken
        jb      3b
        IS      order+8, $0x61, "a periodic timer wakes from HLT, time and again"
        APIC_WRITE 0x320, MASKED
        APIC_WRITE 0x380, 0
        WINDOW_OF_INTERRUPTS
        movl    $0, taken
        APIC_WRITE 0x380, 0xffffffff
        APIC_READ 0x390
        movl    %eax, %ebx
4:      APIC_READ 0x390
        cmpl    %ebx, %eax
        je      4b
        setb    %al
        cmpb    $1, %al
        REPORT  "the count goes down"
        APIC_WRITE 0x380, 0

        # NMI does not ask for IF.
        APIC_WRITE 0x310, 0
        APIC_WRITE 0x300, 0x4400
7:      cmpl    $0, nmis
        je      7b
        IS      nmis, $1, "an NMI to itself"

        # Extended mode.
        movl    $1, %eax
        cpuid
        btl     $21, %ecx
        jnc     finish
        READ_MSR 0x1b
        orl     $0x400, %eax
        wrmsr
        movl    $1, extended
        READ_MSR 0x80f
        IS      %eax, $0x1ff, "extended mode keeps the registers"
        READ_MSR 0x80d
        movl    %eax, %ebx
        READ_MSR 0x802
        movl    %eax, %ecx
        andl    $15, %ecx
        movl    $1, %edx
        shll    %cl, %edx
        shrl    $4, %eax
        shll    $16, %eax
        orl     %edx, %eax
        IS      %eax, %ebx, "the logical destination follows from the number"
        WRITE_MSR 0x83f, 0, 0x46
        READ_MSR 0x822
        IS      %eax, $0x40, "SELF_IPI waits in IRR"
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "and is taken"
        WRITE_MSR 0x830, 0, 0x40047
        WINDOW_OF_INTERRUPTS
        TAKEN   1, "ICR in one write"
        WRITE_MSR 0x808, 0, 0x30
        movq    %cr8, %rax
        IS      %eax, $3, "TPR and CR8 are one"
        WRITE_MSR 0x808, 0, 0
        WRITE_MSR 0x832, 0, 0x62
        WRITE_MSR 0x838, 0, 1000
        sti
5:      cmpl    $0, taken
        je      5b
        cli
        TAKEN   1, "the timer in extended mode"
        # The deadline.
        movl    $1, %eax
        cpuid
        btl     $24, %ecx
        jnc     finish
        WRITE_MSR 0x832, 0, 0x40063
        rdtsc
        addl    $100000, %eax
        adcl    $0, %edx
        movl    $0x6e0, %ecx
        wrmsr
        sti
        hlt
        cli
        IS      order, $0x63, "the deadline of the timer wakes from HLT"
        READ_MSR 0x6e0
        IS      %eax, $0, "and is then zero"
        jmp     finish

        .data
taken:          .long   0
nmis:           .long   0
extended:       .long   0
order:          .skip   32
