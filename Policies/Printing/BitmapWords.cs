using System.Buffers.Binary;
using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using static System.FormattableString;

namespace MsrSpec.Policies.Printing;

/// <summary>
/// A bitmap as words of 64 bits, as x86 has them in memory: the kernel reads whole ones, so an array of bytes would
/// have to be rounded up, which users forget.
/// </summary>
internal static class BitmapWords
{
    private const int WordsALine = 4;

    /// <summary>How many words it has.</summary>
    public static int Count(AllowlistRange range) => range.Bitmap.Length / AllowlistLayout.BytesPerLong;

    /// <summary>The words with commas between, a few in each line.</summary>
    /// <param name="range">The range.</param>
    /// <param name="margin">What stands in front of each line.</param>
    /// <param name="suffix">What the language wants behind a number of this size.</param>
    public static string Print(AllowlistRange range, string margin, string suffix)
    {
        StringBuilder text = new();
        for (int word = 0; word < Count(range); word++)
        {
            ReadOnlySpan<byte> bytes = range.Bitmap.AsSpan()[(word * AllowlistLayout.BytesPerLong)..];
            ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            text.Append(word % WordsALine == 0 ? margin : " ").Append(Invariant($"0x{bits:x16}{suffix},"));
            text.Append(word % WordsALine == WordsALine - 1 || word == Count(range) - 1 ? "\n" : string.Empty);
        }

        return text.ToString();
    }
}
