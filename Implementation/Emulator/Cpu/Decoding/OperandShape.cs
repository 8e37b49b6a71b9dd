namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Where the operands of an instruction are, the one written first.</summary>
internal enum OperandShape
{
    /// <summary>Something else: a segment or control register, more operands.</summary>
    Other = 0,

    Register,
    Memory,
    Immediate,
    RegisterRegister,
    RegisterMemory,
    MemoryRegister,
    RegisterImmediate,
    MemoryImmediate,
}
