# What every guest has: the boot, a console, an IDT of 256 gates, and checks that print a line each. A guest defines
# BITS as 32 or 64, includes this, and goes on at `main` in that mode, flat, at level 0, with interrupts off. It ends
# with `jmp finish`.
#
#   GUARD ... CAUGHT vector, error, "name"   the piece between must raise the exception, or NONE
#   IS value, wanted, "name"                 compares two 32-bit operands
#   REPORT "name"                            ZF says whether the check has passed
#
# An exception in a guarded piece goes on behind it, at level 0, with the stack pointer that was there in front. With
# `hook` set, exceptions and interrupts go to that routine instead, which finds the frame at FRAME and returns; the
# interrupted code then goes on by IRET.

#define NONE        -1
#define KCODE       0x08
#define KDATA       0x10
#define UCODE32     0x1b
#define UDATA       0x23
#define UCODE64     0x2b
#define KCODE32     0x38
#define TSS         0x40
#define CALL_GATE   0x50
#define SPARE       0x60
#define SPARE2      0x68
#define SPARE3      0x70
#define LDT         0x80
#define CODE16      0x90
#define DATA16      0x98

# The frame that a hook sees, by way of %ebp or %rbp.
#if BITS == 64
#define WORD        8
#define FRAME       %rbp
#define SP          %rsp
#define UCODE       UCODE64
#else
#define WORD        4
#define FRAME       %ebp
#define SP          %esp
#define UCODE       UCODE32
#endif
#define VECTOR      (0 * WORD)
#define ERROR       (1 * WORD)
#define IP          (2 * WORD)
#define CS          (3 * WORD)
#define FLAGS       (4 * WORD)
#define OLD_SP      (5 * WORD)
#define OLD_SS      (6 * WORD)

        .macro  GUARD
        movl    $NONE, got_vector
        movl    $0, got_error
        mov     SP, resume_sp
        movl    $99f, resume
        .endm

        .macro  CAUGHT vector, error, name
99:     movl    $0, resume
        cmpl    $\vector, got_vector
        jne     97f
        cmpl    $\error, got_error
97:     REPORT  "\name"
        .endm

        .macro  IS value, wanted, name
        cmpl    \wanted, \value
        REPORT  "\name"
        .endm

        .macro  REPORT name
        .pushsection .rodata.text, "a"
98:     .asciz  "\name"
        .popsection
        setz    passed
        movl    $98b, check_name
        call    report
        .endm

        # Goes on at level 3, on a stack of its own, with the flags given; clobbers the accumulator.
        .macro  TO_USER flags=2
        movl    $UDATA, %eax
        movl    %eax, %ds
        movl    %eax, %es
        push    $UDATA
        push    $user_stack_top
        push    $\flags
        push    $UCODE
        push    $96f
#if BITS == 64
        iretq
#else
        iretl
#endif
96:
        .endm

        # Fills a gate of the IDT in: its type byte, and in 64-bit mode its stack of the IST.
        .macro  GATE vector, type, ist=0
        movb    $\type, idt + \vector * 2 * WORD + 5
#if BITS == 64
        movb    $\ist, idt + \vector * 2 * WORD + 4
#endif
        .endm

        .macro  READ_MSR index
        movl    $\index, %ecx
        rdmsr
        .endm

        .macro  WRITE_MSR index, high, low
        movl    $\index, %ecx
        movl    $\low, %eax
        movl    $\high, %edx
        wrmsr
        .endm

        .section .multiboot, "a"
        .balign 4
        .long   0x1badb002, 0, -0x1badb002

        .text
        .code32
        .globl  start
start:  cld
        lgdt    gdtr
        ljmp    $KCODE32, $1f
1:      movw    $KDATA, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movw    %ax, %fs
        movw    %ax, %gs
        movl    $stack_top, %esp
        pushl   $2
        popfl
        movl    %ebx, boot_information
        movb    $0xff, %al                      # no interrupts from the two old controllers
        outb    %al, $0x21
        outb    %al, $0xa1
        # The gates: 16 bytes of stub each.
        movl    $stubs, %eax
        movl    $idt, %edi
        movl    $256, %ecx
2:      movw    %ax, (%edi)
        movw    $KCODE, 2(%edi)
        movw    $0x8e00, 4(%edi)
        movl    %eax, %edx
        shrl    $16, %edx
        movw    %dx, 6(%edi)
        addl    $16, %eax
#if BITS == 64
        movl    $0, 8(%edi)
        movl    $0, 12(%edi)
        addl    $16, %edi
#else
        addl    $8, %edi
#endif
        decl    %ecx
        jnz     2b
        GATE    0x80, 0xee                      # the way back from level 3
        # The TSS.
        movl    $tss, %eax
        movw    %ax, gdt + TSS + 2
        shrl    $16, %eax
        movb    %al, gdt + TSS + 4
        movb    %ah, gdt + TSS + 7
        movw    $tss_io_map - tss, tss + 102
        movl    $kernel_stack_top, tss + 4
#if BITS == 32
        movl    $KDATA, tss + 8
        lidt    idtr
        movw    $TSS, %ax
        ltr     %ax
        ljmp    $KCODE, $main
#else
        movl    $ist_stack_top, tss + 36
        # An identity map of 4 GiB by pages of 2 MiB that level 3 may use.
        movl    $page_directories, %edi
        movl    $0xe7, %eax
        movl    $2048, %ecx
3:      movl    %eax, (%edi)
        movl    $0, 4(%edi)
        addl    $0x200000, %eax
        addl    $8, %edi
        decl    %ecx
        jnz     3b
        movl    $page_directories + 7, %eax
        movl    %eax, page_directory_pointers
        addl    $4096, %eax
        movl    %eax, page_directory_pointers + 8
        addl    $4096, %eax
        movl    %eax, page_directory_pointers + 16
        addl    $4096, %eax
        movl    %eax, page_directory_pointers + 24
        movl    $page_directory_pointers + 7, page_map
        movl    $0x20, %eax
        movl    %eax, %cr4
        movl    $page_map, %eax
        movl    %eax, %cr3
        READ_MSR 0xc0000080
        btsl    $8, %eax
        wrmsr
        movl    %cr0, %eax
        orl     $0x80000001, %eax
        movl    %eax, %cr0
        ljmp    $KCODE, $4f
        .code64
4:      lidt    idtr
        movw    $TSS, %ax
        ltr     %ax
        jmp     main
#endif

        # All vectors come to one place with a vector and an error code on the stack.
        .balign 16
stubs:  .set    vector, 0
        .rept   256
        .balign 16
        .if     (vector != 8) && ((vector < 10) || (vector > 14)) && (vector != 17) && (vector != 21)
        push    $0
        .endif
        .byte   0x68                            # PUSH imm32, which is sign-extended in 64-bit mode
        .long   vector
        jmp     caught
        .set    vector, vector + 1
        .endr

caught:
#if BITS == 64
        push    %r15
        push    %r14
        push    %r13
        push    %r12
        push    %r11
        push    %r10
        push    %r9
        push    %r8
        push    %rdi
        push    %rsi
        push    %rbp
        push    %rbx
        push    %rdx
        push    %rcx
        push    %rax
        lea     120(%rsp), %rbp
        cld
#else
        pushl   %ds
        pushl   %es
        pushal
        movl    $KDATA, %eax
        movl    %eax, %ds
        movl    %eax, %es
        leal    40(%esp), %ebp
        cld
#endif
        movl    VECTOR(FRAME), %eax
        movl    %eax, got_vector
        movl    ERROR(FRAME), %eax
        movl    %eax, got_error
        movl    IP(FRAME), %eax
        movl    %eax, got_ip
        movl    CS(FRAME), %eax
        movl    %eax, got_cs
        movl    FLAGS(FRAME), %eax
        movl    %eax, got_flags
        movl    OLD_SP(FRAME), %eax
        movl    %eax, got_sp
        movl    OLD_SS(FRAME), %eax
        movl    %eax, got_ss
        lea     IP(FRAME), FRAME
        mov     FRAME, got_frame
        lea     -IP(FRAME), FRAME
        cmpl    $0, hook
        je      5f
#if BITS == 64
        movl    hook, %eax
        call    *%rax
        pop     %rax
        pop     %rcx
        pop     %rdx
        pop     %rbx
        pop     %rbp
        pop     %rsi
        pop     %rdi
        pop     %r8
        pop     %r9
        pop     %r10
        pop     %r11
        pop     %r12
        pop     %r13
        pop     %r14
        pop     %r15
        add     $16, %rsp
        iretq
#else
        call    *hook
        popal
        popl    %es
        popl    %ds
        addl    $8, %esp
        iretl
#endif
5:      cmpl    $0, resume
        je      unexpected
        movl    $KDATA, %eax
        movl    %eax, %ds
        movl    %eax, %es
        movl    %eax, %ss
        mov     resume_sp, SP
        push    $2
        popf
#if BITS == 64
        movl    resume, %eax
        jmp     *%rax
#else
        jmp     *resume
#endif

unexpected:
        movl    $text_unexpected, %esi
        call    print
        call    print_caught
        incl    failures
        jmp     finish

        # From here on nothing but forms that mean the same in 32-bit and in 64-bit code.
finish: cmpl    $0, failures
        setne   %al
        movzbl  %al, %eax
        outl    %eax, $0xf4
6:      hlt
        jmp     6b

report: movl    %eax, saved_eax
        movl    %ebx, saved_ebx
        movl    %edx, saved_edx
        movl    %esi, saved_esi
        movl    $text_ok, %esi
        cmpb    $0, passed
        jne     7f
        movl    $text_fail, %esi
        incl    failures
7:      call    print
        movl    check_name, %esi
        call    print
        cmpb    $0, passed
        jne     8f
        call    print_caught
8:      movl    $text_end, %esi
        call    print
        movl    saved_eax, %eax
        movl    saved_ebx, %ebx
        movl    saved_edx, %edx
        movl    saved_esi, %esi
        ret

        # Prints the text at %esi.
print:  movb    (%esi), %bl
        testb   %bl, %bl
        jz      10f
        movl    $0x3fd, %edx
9:      inb     %dx, %al
        testb   $0x20, %al
        jz      9b
        movl    $0x3f8, %edx
        movb    %bl, %al
        outb    %al, %dx
        addl    $1, %esi
        jmp     print
10:     ret

print_caught:
        movl    $text_vector, %esi
        call    print
        movl    got_vector, %eax
        call    print_number
        movl    $text_error, %esi
        call    print
        movl    got_error, %eax
        call    print_number
        movl    $text_ip, %esi
        call    print
        movl    got_ip, %eax
        call    print_number
        ret

        # Prints %eax in hexadecimal.
print_number:
        movl    %eax, number
        movl    $8, digits
11:     roll    $4, number
        movl    number, %eax
        andl    $15, %eax
        movb    hexadecimal(%eax), %al
        movb    %al, digit
        movl    $digit, %esi
        call    print
        decl    digits
        jnz     11b
        ret

        .section .rodata
text_ok:        .asciz  "ok "
text_fail:      .asciz  "FAIL "
text_end:       .asciz  "\n"
text_unexpected: .asciz "FAIL unexpected exception"
text_vector:    .asciz  ", last vector "
text_error:     .asciz  " error "
text_ip:        .asciz  " at "
hexadecimal:    .ascii  "0123456789abcdef"

        .data
        .balign 16
gdt:    .quad   0
#if BITS == 64
        .quad   0x00af9b000000ffff              # 08 kernel code
#else
        .quad   0x00cf9b000000ffff
#endif
        .quad   0x00cf93000000ffff              # 10 kernel data
        .quad   0x00cffb000000ffff              # 18 user code, 32 bits
        .quad   0x00cff3000000ffff              # 20 user data
        .quad   0x00affb000000ffff              # 28 user code, 64 bits
        .quad   0x00cff3000000ffff              # 30 user data behind it, for SYSEXIT
        .quad   0x00cf9b000000ffff              # 38 kernel code, 32 bits
        .quad   0x0000890000000067, 0           # 40 TSS
        .quad   0, 0                            # 50 call gate
        .quad   0, 0, 0, 0                      # 60 spare
        .quad   0, 0                            # 80 LDT
        .quad   0x00009b000000ffff              # 90 kernel code, 16 bits
        .quad   0x000093000000ffff              # 98 kernel data, 16 bits
gdt_end:
gdtr:   .word   gdt_end - gdt - 1
        .long   gdt, 0
idtr:   .word   256 * 2 * WORD - 1
        .long   idt, 0

        .balign 8
resume_sp:      .quad   0
got_frame:      .quad   0
resume:         .long   0
hook:           .long   0
failures:       .long   0
got_vector:     .long   NONE
got_error:      .long   0
got_ip:         .long   0
got_cs:         .long   0
got_flags:      .long   0
got_sp:         .long   0
got_ss:         .long   0
check_name:     .long   0
saved_eax:      .long   0
saved_ebx:      .long   0
saved_edx:      .long   0
saved_esi:      .long   0
number:         .long   0
digits:         .long   0
boot_information: .long 0
digit:          .byte   0, 0
passed:         .byte   0

        .bss
        .balign 4096
idt:    .skip   4096
#if BITS == 64
page_map:       .skip   4096
page_directory_pointers: .skip 4096
page_directories: .skip 4 * 4096
#endif
        .skip   4096
stack_top:
        .skip   4096
kernel_stack_top:
        .skip   4096
ist_stack_top:
        .skip   4096
user_stack_top:
        .balign 4096
tss:    .skip   104
tss_io_map: .skip 8192 + 1
        .balign 4096

        .text
#if BITS == 64
        .code64
#else
        .code32
#endif
