using System.Numerics;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>What one turn of a string instruction does with the elements that RSI and RDI point to.</summary>
internal interface IStringOperation
{
    /// <summary>Whether it moves RSI.</summary>
    static abstract bool HasSource { get; }

    /// <summary>Whether it moves RDI.</summary>
    static abstract bool HasDestination { get; }

    /// <summary>Whether a repetition heeds ZF.</summary>
    static abstract bool Compares { get; }

    /// <summary>Handles one element; the segment is that of the source, the destination is always in ES.</summary>
    static abstract bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
        where T : unmanaged, IBinaryInteger<T>;
}
