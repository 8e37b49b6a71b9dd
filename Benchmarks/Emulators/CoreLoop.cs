namespace MsrSpec.Benchmarks.Emulators;

/// <summary>A loop of 64-bit code that every emulator executes from the same start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its machine code; the last byte is a HLT.</param>
/// <param name="TurnLength">The instructions of one turn, on the average.</param>
/// <param name="Turns">How often it turns.</param>
/// <param name="ReadsMsr">Whether its first instruction is RDMSR.</param>
internal sealed record CoreLoop(string Name, byte[] Code, double TurnLength, int Turns, bool ReadsMsr = false)
{
    /// <summary>Where the code lies.</summary>
    internal const ulong CodeAddress = 0x10_0000;

    /// <summary>Where the data lies: one page.</summary>
    internal const ulong DataAddress = 0x20_0000;

    /// <summary>The bytes of the data.</summary>
    internal const int DataSize = 0x1000;

    /// <summary>The HLT that the loop ends with.</summary>
    internal ulong End => CodeAddress + (ulong)Code.Length - 1;

    /// <summary>The registers that a loop uses, as it starts.</summary>
    internal LoopRegisters Start =>
        new(0x0123_4567_89AB_CDEF, DataAddress, MsrAnswer.Index, 0x1111, 0x2222, (ulong)Turns);

    /// <summary>The data that a loop starts on.</summary>
    internal static byte[] Data { get; } = CreateData();

    private static byte[] CreateData()
    {
        byte[] data = new byte[DataSize];
        new Random(DataSize).NextBytes(data);
        return data;
    }
}
