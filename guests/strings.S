# String instructions: repetition, both directions, segment override, and a fault on the way.
#define BITS 32
#include "guest.h"

        .macro  STRING_AT from, to, count
        movl    $\from, %esi
        movl    $\to, %edi
        movl    $\count, %ecx
        .endm

main:   STRING_AT text, buffer, 16
        rep movsb
        IS      buffer+12, $0x66656463, "REP MOVSB copies"
        IS      %esi, $text+16, "and moves ESI up"
        IS      %edi, $buffer+16, "and EDI"
        IS      %ecx, $0, "and leaves ECX zero"
        std
        STRING_AT text+12, buffer+28, 4
        rep movsl
        cld
        IS      buffer+16, $0x33323130, "REP MOVSD downwards copies"
        IS      %esi, $text-4, "and moves ESI down"
        IS      %edi, $buffer+12, "and EDI"
        movl    $0x11223344, %eax
        STRING_AT text, buffer, 3
        rep stosl
        IS      buffer+8, $0x11223344, "REP STOSD fills"
        IS      %edi, $buffer+12, "three words"
        STRING_AT text, buffer, 0
        rep stosl
        IS      %edi, $buffer, "a count of zero does nothing"
        movl    $0x55, %eax
        STRING_AT text, buffer, 8
        rep movsw
        movl    $'5', %eax
        STRING_AT text, buffer, 16
        repne   scasb
        REPORT  "REPNE SCASB finds"
        IS      %ecx, $10, "and stops there"
        movb    $'x', buffer + 9
        STRING_AT text, buffer, 16
        repe    cmpsb
        setnz   %al
        cmpb    $1, %al
        REPORT  "REPE CMPSB sees a difference"
        IS      %ecx, $6, "and stops there"
        IS      %esi, $text+10, "behind it"
        xorl    %eax, %eax
        STRING_AT text, buffer, 0
        cmpl    %eax, %eax
        repe    cmpsb
        REPORT  "a count of zero leaves the flags"
        STRING_AT text, buffer, 2
        lodsb
        IS      %eax, $0x30, "LODSB"
        lodsw
        IS      %eax, $0x3231, "LODSW"
        lodsl
        IS      %eax, $0x36353433, "LODSD"

        # Another segment for the source, never for the destination.
        movl    $text, %eax
        movw    %ax, gdt + SPARE + 2
        shrl    $16, %eax
        movb    %al, gdt + SPARE + 4
        movb    %ah, gdt + SPARE + 7
        movw    $15, gdt + SPARE
        movb    $0x93, gdt + SPARE + 5
        movb    $0x40, gdt + SPARE + 6
        movl    $SPARE, %eax
        movl    %eax, %fs
        STRING_AT 4, buffer, 1
        rep movsl %fs:(%esi), %es:(%edi)
        IS      buffer, $0x37363534, "the source may have another segment"

        # Sixteen bits of address.
        movl    $0x00010004, %esi
        movl    $0x00020002, %ecx
        movl    %fs, %eax
        addr16 rep lodsb %fs:(%si), %al
        IS      %esi, $0x00010006, "16-bit addresses keep the upper half of ESI"
        IS      %ecx, $0x00020000, "and that of ECX"

        # A fault in the middle: what has been done stays done. The second page is not present.
        movl    $0x83, directory
        movl    $table+3, directory + 1024
        movl    $page+3, table
        movl    $0x10, %eax
        movl    %eax, %cr4
        movl    $directory, %eax
        movl    %eax, %cr3
        movl    %cr0, %eax
        orl     $0x80000000, %eax
        movl    %eax, %cr0
        movl    $fault, hook
        STRING_AT text, 0x40000ff8, 16
        rep movsb
        IS      seen_count, $8, "a fault leaves the count of what is left"
        IS      seen_destination, $0x40001000, "and EDI at the fault"
        IS      seen_source, $text+8, "and ESI"
        IS      %ecx, $0, "it goes on where it stopped"
        IS      page2+4, $0x66656463, "to the end"
        movl    $0, hook

        # Ports.
        movl    $0x80, %edx
        STRING_AT text, buffer, 4
        rep outsb
        IS      %esi, $text+4, "REP OUTSB"
        jmp     finish

        # Maps the second page, the first time.
fault:  cmpl    $14, VECTOR(%ebp)
        jne     1f
        movl    -16(%ebp), %eax                 # ECX, EDI and ESI as PUSHA has saved them
        movl    %eax, seen_count
        movl    -40(%ebp), %eax
        movl    %eax, seen_destination
        movl    -36(%ebp), %eax
        movl    %eax, seen_source
        movl    $page2+3, table + 4
        ret
1:      movl    $0, hook
        jmp     unexpected

        .data
text:   .ascii  "0123456789abcdef"
seen_count:             .long   0
seen_source:            .long   0
seen_destination:       .long   0
        .bss
        .balign 4096
directory:      .skip   4096
table:          .skip   4096
page:           .skip   4096
page2:          .skip   4096
buffer:         .skip   64
