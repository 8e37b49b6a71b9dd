using System.Buffers.Binary;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// A planted bug behind three words of the ioctl's header, one after the other: an engine that does not look at
/// comparisons does not find it. It stands beside no other code, so that engines can be compared by it.
/// </summary>
[GuidedBy("MsrSpec.Fuzz.Targets.MagicTarget")]
internal sealed class MagicTarget : IFuzzTarget
{
    private const int Flags = 3;
    private const int Count = 0x2FFF;
    private const int Base = unchecked((int)0xFFFFFFF0);

    /// <inheritdoc/>
    public string Name => "magic";

    /// <inheritdoc/>
    public string Summary => "fails if flags, nmsrs and base are 3, 0x2fff and 0xfffffff0: it must be found";

    /// <inheritdoc/>
    public bool MustFail => true;

    /// <inheritdoc/>
    public int MaxLength => AllowlistInput.MaxLength;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 12)
        {
            return null;
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(input) == Flags)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(input[4..]) == Count)
            {
                if (BinaryPrimitives.ReadInt32LittleEndian(input[8..]) == Base)
                {
                    return "the planted bug is found";
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexStringLower(input));
}
