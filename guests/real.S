# Back to real mode: its interrupts, its addresses, unreal segments, and protected mode again.
#define BITS 32
#include "guest.h"

#define BASE        0x8000                      /* where the 16-bit code runs: segment 0x800 */
#define SEGMENT     0x800


main:   movl    $code, %esi
        movl    $BASE, %edi
        movl    $code_end - code, %ecx
        rep movsb
        # The vectors: every one to a handler that counts.
        xorl    %edi, %edi
        movl    $SEGMENT<<16|(handler - code), %eax
        movl    $256, %ecx
        rep stosl
        movl    $SEGMENT<<16|(system - code), 0x21 * 4
        # CODE16 gets the base of the copy.
        movw    $BASE, gdt + CODE16 + 2
        sgdt    saved_gdtr
        ljmp    $CODE16, $enter - code
back:   movl    $KDATA, %eax
        movl    %eax, %ds
        movl    %eax, %es
        movl    %eax, %ss
        movl    $stack_top, %esp
        lidt    idtr
        movl    $BASE + (results - code), %ebp
        IS      0(%ebp), $0x1234, "INT n calls the handler of its vector"
        IS      4(%ebp), $SEGMENT, "with CS of the vector"
        IS      8(%ebp), $6, "and six bytes on the stack"
        IS      12(%ebp), $0x55aa, "segment and offset make an address"
        IS      16(%ebp), $1, "DIV by zero calls vector 0"
        IS      20(%ebp), $0, "and pushes no error code"
        IS      24(%ebp), $0x600df00d, "a segment that was loaded before reaches 4 GiB"
        IS      28(%ebp), $1, "a word across 64 KiB takes vector 13"
        IS      32(%ebp), $0xbbaa, "bytes of 16-bit addresses wrap at 64 KiB"
        IS      36(%ebp), $0x7788, "32-bit operands in 16-bit code"
        IS      40(%ebp), $0xfffe, "PUSH wraps SP"
        IS      44(%ebp), $0x12340, "LES loads a segment"
        IS      48(%ebp), $1, "LOOP counts CX"
        GUARD
        ud2
        CAUGHT  6, 0, "protected mode is back"
        jmp     finish

        .balign 16
        .code16
code:
enter:  movw    $DATA16, %ax                    # caches of 64 KiB
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movw    %ax, %gs
        movw    $KDATA, %ax                     # and one of 4 GiB
        movw    %ax, %fs
        lidtl   %cs:(ivt - code)
        movl    %cr0, %eax
        andl    $0xfffffffe, %eax
        movl    %eax, %cr0
        ljmpw   $SEGMENT, $real - code
real:   movw    $SEGMENT, %ax
        movw    %ax, %ds
        xorw    %ax, %ax
        movw    %ax, %es
        movw    %ax, %ss
        movw    $0x7000, %sp

        movw    %sp, %bp
        int     $0x21
        # Segment and offset.
        movw    $0x55aa, %es:0x6010
        movw    $0x600, %ax
        movw    %ax, %gs
        movzwl  %gs:0x10, %eax
        movl    %eax, results - code + 12
        # DIV by zero: the handler skips the two bytes.
        movw    $0, count - code
        xorw    %cx, %cx
        divw    %cx
        movzwl  count - code, %eax
        movl    %eax, results - code + 16
        movw    %sp, %ax
        subw    $0x7000, %ax
        movzwl  %ax, %eax
        movl    %eax, results - code + 20
        # Unreal: FS keeps its limit.
        movl    $number, %ebx
        movl    $0x600df00d, %fs:(%ebx)
        movl    %fs:(%ebx), %eax
        movl    %eax, results - code + 24
        # A word at offset 0xffff.
        movw    $0, count - code
        movw    $0xffff, %bx
        .byte   0x8b, 0x07                      # MOV AX, [BX]: two bytes, which the handler skips
        movzwl  count - code, %eax
        movl    %eax, results - code + 28
        # BX+SI wraps.
        movw    $0xbbaa, %es:0x6020
        movw    $0xffff, %bx
        movw    $0x6021, %si
        movzwl  %es:(%bx,%si), %eax
        movl    %eax, results - code + 32
        movl    $0x55667788, %eax
        movzwl  %ax, %eax
        movl    %eax, results - code + 36
        movw    %sp, %cx
        xorw    %sp, %sp
        pushw   $0
        movw    %sp, %ax
        movw    %cx, %sp
        movzwl  %ax, %eax
        movl    %eax, results - code + 40
        lesw    pointer - code, %bx
        movw    %es, %ax
        movzwl  %ax, %eax
        shll    $4, %eax
        movl    %eax, results - code + 44
        xorl    %edx, %edx
        movl    $0x10003, %ecx
2:      incl    %edx
        loopw   2b
        cmpl    $3, %edx
        sete    %al
        movzbl  %al, %eax
        movl    %eax, results - code + 48

        cli
        lgdtl   saved - code
        movl    %cr0, %eax
        orl     $1, %eax
        movl    %eax, %cr0
        ljmpl   $KCODE, $back

        # Skips the instruction of two bytes, and counts.
handler:
        pushw   %bp
        movw    %sp, %bp
        addw    $2, 2(%bp)
        incw    %cs:(count - code)
        popw    %bp
        iretw
system: movl    $0x1234, %cs:(results - code)
        movw    %cs, %ax
        movzwl  %ax, %eax
        movl    %eax, %cs:(results - code + 4)
        movw    %bp, %ax
        subw    %sp, %ax
        movzwl  %ax, %eax
        movl    %eax, %cs:(results - code + 8)
        iretw

        .balign 4
ivt:    .word   0x3ff
        .long   0
saved:  .word   gdt_end - gdt - 1
        .long   gdt
pointer: .word  0x1111, 0x1234
count:  .word   0
        .balign 4
results: .skip  64
code_end:
        .data
saved_gdtr:     .skip   8
