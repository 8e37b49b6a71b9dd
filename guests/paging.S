# Paging in 32-bit protected mode: two levels, pages of 4 MiB, and PAE.
#define BITS 32
#include "guest.h"

#define P           1
#define W           2
#define U           4
#define A           0x20
#define D           0x40
#define PS          0x80
#define WINDOW      0x40000000                  /* the addresses under test: entry 256 of the directory */

        .macro  FLUSH
        movl    %cr3, %eax
        movl    %eax, %cr3
        .endm

        # Sets the entry of the first page of the window.
        .macro  ENTRY bits
        movl    $frame+\bits, table
        FLUSH
        .endm

main:   # The first 8 MiB and the window.
        movl    $PS|P|W|U, directory
        movl    $0x400000|PS|P|W|U, directory + 4
        movl    $table + (P|W|U), directory + 1024
        movl    $0x10, %eax                     # CR4.PSE
        movl    %eax, %cr4
        movl    $directory, %eax
        movl    %eax, %cr3
        movl    %cr0, %eax
        orl     $0x80000000, %eax
        movl    %eax, %cr0
        jmp     1f
1:      movl    $0x600df00d, frame

        ENTRY   P|W|U
        IS      WINDOW, $0x600df00d, "a page of 4 KiB"
        movl    table, %eax
        andl    $A|D, %eax
        IS      %eax, $A, "a read sets A"
        movl    $1, WINDOW + 4
        movl    table, %eax
        andl    $A|D, %eax
        IS      %eax, $A|D, "a write sets D"
        movl    directory + 1024, %eax
        andl    $A|D, %eax
        IS      %eax, $A, "and A, not D, of the directory"
        movl    directory, %eax
        andl    $D, %eax
        xorl    $D, %eax
        REPORT  "a write to a page of 4 MiB sets D in the directory"

        ENTRY   0
        GUARD
        movl    WINDOW + 8, %eax
        CAUGHT  14, 0, "a read of what is not present"
        movl    %cr2, %eax
        IS      %eax, $WINDOW+8, "CR2 has the address"
        GUARD
        movl    %eax, WINDOW + 12
        CAUGHT  14, 2, "a write to what is not present"
        GUARD
        TO_USER
        movl    WINDOW, %eax
        CAUGHT  14, 4, "a read at level 3 of what is not present"
        ENTRY   P|W
        GUARD
        TO_USER
        movl    WINDOW, %eax
        CAUGHT  14, 5, "a read at level 3 of what is for level 0"
        GUARD
        TO_USER
        movl    %eax, WINDOW
        CAUGHT  14, 7, "a write at level 3 to what is for level 0"
        GUARD
        TO_USER
        movl    $WINDOW, %eax
        jmp     *%eax
        CAUGHT  14, 5, "a fetch at level 3 of what is for level 0"
        IS      got_ip, $WINDOW, "which points at its target"
        ENTRY   P|U
        GUARD
        TO_USER
        movl    %eax, WINDOW
        CAUGHT  14, 7, "a write at level 3 to what is read-only"
        GUARD
        movl    %eax, WINDOW + 16
        CAUGHT  NONE, 0, "a write at level 0 passes without CR0.WP"
        movl    %cr0, %eax
        orl     $0x10000, %eax
        movl    %eax, %cr0
        GUARD
        movl    %eax, WINDOW + 16
        CAUGHT  14, 3, "and does not with it"
        # The directory narrows the rights.
        ENTRY   P|W|U
        movl    $table + (P|U), directory + 1024
        FLUSH
        GUARD
        TO_USER
        movl    %eax, WINDOW
        CAUGHT  14, 7, "a read-only directory entry"
        movl    $table + (P|W), directory + 1024
        FLUSH
        GUARD
        TO_USER
        movl    WINDOW, %eax
        CAUGHT  14, 5, "a directory entry for level 0"
        movl    $table + (P|W|U), directory + 1024
        FLUSH

        # An access across two pages.
        movl    $frame + P + W + U, table
        movl    $0, table + 4
        FLUSH
        movl    $0x11111111, WINDOW + 0xffc
        GUARD
        movl    $-1, WINDOW + 0xffe
        CAUGHT  14, 2, "a write across into what is not present"
        movl    %cr2, %eax
        IS      %eax, $WINDOW+0x1000, "CR2 has the start of the second page"
        IS      WINDOW+0xffc, $0x11111111, "and nothing was written"

        # Cached translations.
        movl    $frame2 + P + W + U, table
        invlpg  WINDOW
        movl    $0x2222, frame2
        IS      WINDOW, $0x2222, "INVLPG drops a translation"
        # Reserved bits of a 4 MiB entry.
        movl    $0x00200000+PS+P+W+U, directory + 1024
        FLUSH
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 9, "a reserved bit of a page of 4 MiB"

        # PAE, from the same code.
        movl    $table + (P|W|U), directory + 1024
        movl    %cr0, %eax
        andl    $0x7fffffff, %eax
        movl    %eax, %cr0
        movl    $pae_low + P, pointers
        movl    $0, pointers + 4
        movl    $pae_window + P, pointers + 8
        movl    $PS|P|W|U, pae_low
        movl    $0x200000|PS|P|W|U, pae_low + 8
        movl    $pae_table + (P|W|U), pae_window
        movl    $frame + (P|W|U), pae_table
        movl    $0, pae_table + 4
        movl    $0x30, %eax
        movl    %eax, %cr4
        movl    $pointers, %eax
        movl    %eax, %cr3
        READ_MSR 0xc0000080
        orl     $0x800, %eax                    # EFER.NXE
        wrmsr
        movl    %cr0, %eax
        orl     $0x80000000, %eax
        movl    %eax, %cr0
        movl    $0x600df00d, frame
        IS      WINDOW, $0x600df00d, "PAE: a page of 4 KiB"
        movl    pae_table, %eax
        andl    $A|D, %eax
        IS      %eax, $A, "PAE: a read sets A"
        movl    $0x80000000, pae_table + 4
        FLUSH
        GUARD
        movl    $WINDOW, %eax
        jmp     *%eax
        CAUGHT  14, 0x11, "PAE: a fetch of what must not be executed"
        movl    $0x40000000, pae_table + 4
        FLUSH
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 9, "PAE: a reserved bit"
        movl    $0, pae_table + 4
        movl    $0, pointers + 8
        FLUSH
        GUARD
        movl    WINDOW, %eax
        CAUGHT  14, 0, "PAE: a pointer that is not present"
        movl    $pae_window + P + W, pointers + 8
        GUARD
        FLUSH
        CAUGHT  13, 0, "PAE: a reserved bit of a pointer is #GP when CR3 is loaded"
        jmp     finish

        .bss
        .balign 4096
directory:      .skip   4096
table:          .skip   4096
frame:          .skip   4096
frame2:         .skip   4096
pae_low:        .skip   4096
pae_window:     .skip   4096
pae_table:      .skip   4096
pointers:       .skip   32
