using Iced.Intel;
using MsrSpec.Hardware.Cases;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// Asks the processor what it knows of a selector, by LAR, VERR and VERW in 64-bit code. These three fault for no
/// selector, where to load one that is missing ends the process.
/// </summary>
internal static unsafe class SelectorQuery
{
    private const int Room = 0x40;
    private const ulong Readable = 1UL << 32;
    private const ulong Writable = 1UL << 33;

    /// <summary>Present, for user code, and what kind of segment: but not whether it has been accessed.</summary>
    private const uint KindOfRights = 0x60_FE00;
    private const uint Code = 0xFA00;
    private const uint Data = 0xF200;
    private const uint Big = 0x40_0000;

    private static readonly Lazy<nint> Entry = new(Write);

    /// <summary>Whether a selector is that of a readable code segment of a width.</summary>
    internal static bool IsCode(ushort selector, int bits)
    {
        ulong answer = Ask(selector);
        return (answer & Readable) != 0 && ((uint)answer & KindOfRights) == (Code | WidthOf(bits));
    }

    /// <summary>Whether a selector is that of a writable data segment of a width.</summary>
    internal static bool IsData(ushort selector, int bits)
    {
        ulong answer = Ask(selector);
        return (answer & (Readable | Writable)) == (Readable | Writable)
            && ((uint)answer & KindOfRights) == (Data | WidthOf(bits));
    }

    private static uint WidthOf(int bits) => bits == 32 ? Big : 0;

    /// <summary>The access rights, zero if there are none, and above them what VERR and VERW say.</summary>
    private static ulong Ask(ushort selector) => ((delegate* unmanaged[Cdecl]<uint, ulong>)Entry.Value)(selector);

    private static nint Write()
    {
        Assembler code = new(64);
        code.xor(eax, eax);
        code.xor(ecx, ecx);
        code.xor(edx, edx);
        code.lar(eax, edi);
        code.verr(di);
        code.sete(cl);
        code.verw(di);
        code.sete(dl);
        code.lea(ecx, __[rcx + (rdx * 2)]);
        code.shl(rcx, 32);
        code.or(rax, rcx);
        code.ret();
        ulong address = Arena.BaseOf(0) + Arena.SelectorQuery;
        MachineCode.Assemble(code, address).CopyTo(HostMemory.Bytes(arena: 0, Arena.SelectorQuery, Room));
        return (nint)address;
    }
}
