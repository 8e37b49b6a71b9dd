using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>The loops that emulators are timed on.</summary>
internal static class CoreLoops
{
    private const int ModeBits = 64;
    private const int LongTurns = 200_000;
    private const int ShortTurns = 400_000;
    private const int SlotMask = CoreLoop.DataSize - sizeof(ulong);

    /// <summary>Half of the turns take the jump over the addition.</summary>
    private const double TurnLength = 11.5;

    /// <summary>What a program does: moves, arithmetic, a load, a store, two jumps.</summary>
    internal static CoreLoop Mixed => Create(touchesMemory: true);

    /// <summary>The same without memory.</summary>
    internal static CoreLoop Alu => Create(touchesMemory: false);

    /// <summary>One MSR is read, again and again.</summary>
    internal static CoreLoop ReadMsr
    {
        get
        {
            Assembler code = new(ModeBits);
            Label turn = code.CreateLabel("turn");
            code.Label(ref turn);
            code.rdmsr();
            code.dec(rdi);
            code.jnz(turn);
            return new CoreLoop("rdmsr", BytesOf(code), TurnLength: 3, ShortTurns, ReadsMsr: true);
        }
    }

    private static CoreLoop Create(bool touchesMemory)
    {
        Assembler code = new(ModeBits);
        Label turn = code.CreateLabel("turn");
        Label even = code.CreateLabel("even");
        code.Label(ref turn);
        code.mov(rdx, rax);
        code.and(edx, SlotMask);
        if (touchesMemory)
        {
            code.mov(rsi, __[rbx + rdx]);
        }
        else
        {
            code.mov(rsi, rdx);
        }

        code.add(rax, rsi);
        if (touchesMemory)
        {
            code.mov(__[rbx + rdx], rax);
        }
        else
        {
            code.lea(rsi, __[rbx + rdx]);
        }

        code.xor(rax, rdi);
        code.rol(rax, 7);
        code.test(al, 1);
        code.jz(even);
        code.add(rax, 0x1234567);
        code.Label(ref even);
        code.dec(rdi);
        code.jnz(turn);
        return new CoreLoop(touchesMemory ? "mixed" : "alu", BytesOf(code), TurnLength, LongTurns);
    }

    private static byte[] BytesOf(Assembler code)
    {
        code.hlt();
        using MemoryStream stream = new();
        _ = code.Assemble(new StreamCodeWriter(stream), CoreLoop.CodeAddress);
        return stream.ToArray();
    }
}
