using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The segment registers with their hidden parts, by <see cref="SegmentRegister"/>.</summary>
[InlineArray(Count)]
public struct SegmentFile
{
    /// <summary>How many registers there are, TR and LDTR included.</summary>
    public const int Count = 8;

    private Segment _first;
}
