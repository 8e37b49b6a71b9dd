using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Fuzz.Targets.Guests;

/// <summary>
/// The system tables that a hostile guest starts with. They are sound, so that it gets far; and they lie in its RAM, so
/// that it can ruin them.
/// </summary>
internal static class HostileTables
{
    internal const uint RamSize = 0x4_0000;
    internal const uint Gdt = 0x1000;
    internal const ushort GdtLimit = (15 * 8) - 1;
    internal const uint Idt32 = 0x2000;
    internal const uint Idt64 = 0x3000;
    internal const uint Tss32 = 0x1800;
    internal const uint Tss64 = 0x1900;
    internal const uint TssLimit = 0x87;
    internal const uint KernelStack = 0x8000;
    internal const uint PageDirectory32 = 0xA000;
    internal const uint Pml4 = 0xB000;
    internal const uint PageDirectoryPointers = 0xC000;
    internal const uint PageDirectory64 = 0xD000;
    internal const uint Code = 0x1_0000;
    internal const uint Stack = 0x1_F000;

    internal const ushort KernelCode32 = 0x08;
    internal const ushort KernelData = 0x10;
    internal const ushort UserCode32 = 0x1B;
    internal const ushort UserData = 0x23;
    internal const ushort KernelCode64 = 0x28;
    internal const ushort UserCode64 = 0x33;
    internal const ushort KernelCode16 = 0x38;
    internal const ushort KernelData16 = 0x40;
    internal const ushort TaskState32 = 0x50;
    internal const ushort TaskState64 = 0x58;

    private const uint Handlers16 = 0x4000;
    private const uint Handlers32 = 0x5000;
    private const uint Handlers64 = 0x6000;
    private const int HandlerSize = 16;
    private const ulong IdentityMap = 0xE7;

    // The descriptors from the null one on: flat code and data of 32 bits, 64-bit code, 16-bit code and data, a call
    // gate for level 3, a TSS of 32 bits, and one of 64 bits, which takes two places.
    private static readonly ulong[] Descriptors =
    [
        0, 0x00CF9B000000FFFF, 0x00CF93000000FFFF, 0x00CFFB000000FFFF, 0x00CFF3000000FFFF,
        0x00AF9B000000FFFF, 0x00AFFB000000FFFF, 0x00009B000000FFFF, 0x000093000000FFFF,
        0x0000EC0000085000, 0x00008B0018000087, 0x00008B0019000087, 0, 0x00008200E0000FFF, 0,
    ];

    /// <summary>Writes everything into RAM that is all zeros.</summary>
    internal static void Write(GuestMemory memory)
    {
        for (int n = 0; n < Descriptors.Length; n++)
        {
            memory.Write(Gdt + (uint)(n * 8), Descriptors[n]);
        }

        for (uint vector = 0; vector < 256; vector++)
        {
            WriteVector(memory, vector);
        }

        memory.Write(Tss32 + 4, KernelStack);
        memory.Write(Tss32 + 8, (uint)KernelData);
        memory.Write(Tss32 + 0x66, (ushort)0x68);
        memory.Write(Tss64 + 4, (ulong)KernelStack);
        memory.Write(Tss64 + 0x24, (ulong)KernelStack - 0x800);
        memory.Write(Tss64 + 0x66, (ushort)0x68);
        memory.Write(PageDirectory32, (uint)IdentityMap);
        memory.Write(Pml4, (ulong)PageDirectoryPointers | 7);
        memory.Write(PageDirectoryPointers, (ulong)PageDirectory64 | 1);
        memory.Write(PageDirectory64, IdentityMap);
        WriteHandlers(memory);
    }

    private static void WriteVector(GuestMemory memory, uint vector)
    {
        const ulong Gate = 0x0000_EE00_0000_0000;
        uint handler = HasErrorCode(vector) ? HandlerSize : 0u;
        memory.Write(vector * 4, Handlers16);
        memory.Write(Idt32 + (vector * 8), Gate | ((ulong)KernelCode32 << 16) | (Handlers32 + handler));
        memory.Write(Idt64 + (vector * 16), Gate | ((ulong)KernelCode64 << 16) | (Handlers64 + handler));
    }

    private static bool HasErrorCode(uint vector) => vector is 8 or (>= 10 and <= 14) or 17;

    /// <summary>
    /// Each handler drops the error code if there is one, moves the saved instruction pointer on by one and returns, so
    /// that a guest which faults goes on with the next byte.
    /// </summary>
    private static void WriteHandlers(GuestMemory memory)
    {
        memory.Write(Handlers16, [0x55, 0x89, 0xE5, 0xFF, 0x46, 0x02, 0x5D, 0xCF]);
        memory.Write(Handlers32, [0xFF, 0x04, 0x24, 0xCF]);
        memory.Write(Handlers32 + HandlerSize, [0x83, 0xC4, 0x04, 0xFF, 0x04, 0x24, 0xCF]);
        memory.Write(Handlers64, [0x48, 0xFF, 0x04, 0x24, 0x48, 0xCF]);
        memory.Write(Handlers64 + HandlerSize, [0x48, 0x83, 0xC4, 0x08, 0x48, 0xFF, 0x04, 0x24, 0x48, 0xCF]);
    }
}
