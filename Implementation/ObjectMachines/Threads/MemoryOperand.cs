using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>Memory that an instruction uses: the address is base + index * scale + displacement.</summary>
/// <param name="Base">The number of the base register; <see cref="None"/> for none.</param>
/// <param name="Index">The number of the index register; <see cref="None"/> for none.</param>
/// <param name="Scale">What the index is multiplied with.</param>
/// <param name="Displacement">What is added, modulo 2^64.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Reads">Whether it may be read.</param>
/// <param name="Writes">Whether it may be written.</param>
internal readonly record struct MemoryOperand(
    int Base, int Index, int Scale, ulong Displacement, int Size, bool Reads, bool Writes)
{
    /// <summary>No register.</summary>
    public const int None = -1;

    /// <summary>The address with the registers as they are.</summary>
    public ulong AddressIn(in CoreState state) => Displacement
        + (Base == None ? 0 : state.Registers[Base])
        + (Index == None ? 0 : state.Registers[Index] * (ulong)Scale);
}
