using System.Globalization;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.TraceText;

/// <summary>How exceptions are written: #GP by the manual's mnemonic, #42 where there is none.</summary>
internal static class VectorText
{
    private const char Mark = '#';

    private static readonly (Vector Vector, string Mnemonic)[] Mnemonics =
    [
        (Vector.DivideError, "DE"), (Vector.Debug, "DB"), (Vector.NonMaskableInterrupt, "NMI"),
        (Vector.Breakpoint, "BP"), (Vector.Overflow, "OF"), (Vector.BoundRangeExceeded, "BR"),
        (Vector.InvalidOpcode, "UD"), (Vector.DeviceNotAvailable, "NM"), (Vector.DoubleFault, "DF"),
        (Vector.InvalidTaskState, "TS"), (Vector.SegmentNotPresent, "NP"), (Vector.StackSegment, "SS"),
        (Vector.GeneralProtection, "GP"), (Vector.PageFault, "PF"), (Vector.FloatingPoint, "MF"),
        (Vector.AlignmentCheck, "AC"), (Vector.MachineCheck, "MC"), (Vector.SimdFloatingPoint, "XM"),
        (Vector.Virtualization, "VE"), (Vector.ControlProtection, "CP"),
    ];

    /// <summary>Writes a vector: its mnemonic, or its number if it has none.</summary>
    public static string Print(uint vector)
    {
        foreach ((Vector known, string mnemonic) in Mnemonics)
        {
            if ((uint)known == vector)
            {
                return Mark + mnemonic;
            }
        }

        return Mark + vector.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a vector, without what may follow in parentheses; null if it is none.</summary>
    public static uint? Parse(string word)
    {
        if (!word.StartsWith(Mark))
        {
            return null;
        }

        foreach ((Vector known, string mnemonic) in Mnemonics)
        {
            if (word.AsSpan(1).SequenceEqual(mnemonic))
            {
                return (uint)known;
            }
        }

        return uint.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            && Print(number) == word
            ? number
            : null;
    }
}
