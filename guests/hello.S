# The smallest guest: it prints a line over COM1 and ends with exit status 1, by way of port 0xf4.
        .section .multiboot, "a"
        .balign 4
        .long   0x1badb002, 0, -0x1badb002

        .text
        .code32
        .globl  start
start:  movl    $text, %esi
next:   movb    (%esi), %bl
        testb   %bl, %bl
        jz      done
        movl    $0x3fd, %edx            # the line status: bit 5 says that a byte may be sent
wait:   inb     %dx, %al
        testb   $0x20, %al
        jz      wait
        movl    $0x3f8, %edx
        movb    %bl, %al
        outb    %al, %dx
        incl    %esi
        jmp     next
done:   xorl    %eax, %eax
        outl    %eax, $0xf4
        hlt

        .section .rodata
text:   .asciz  "hello from the guest\n"
