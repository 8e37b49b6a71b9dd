namespace MsrSpec.Checker.Sequences;

/// <summary>
/// Where a user buffer stops being readable, in 6 bits: 0 is the whole argument; 1 to 31 are so many bytes before its
/// end; 32 to 63 are 0 to 31 bytes behind its start, which cuts the header.
/// </summary>
internal static class ReadableCode
{
    public const int Width = 6;

    private const int FromStart = 32;

    /// <summary>The readable bytes of an argument of a size.</summary>
    public static int Decode(ulong code, int size)
    {
        int number = (int)code;
        return number < FromStart ? Math.Max(0, size - number) : Math.Min(size, number - FromStart);
    }

    /// <summary>The smallest code of a length, if it has one.</summary>
    public static bool TryEncode(int length, int size, out ulong code)
    {
        for (code = 0; code < 2 * FromStart; code++)
        {
            if (Decode(code, size) == length)
            {
                return true;
            }
        }

        return false;
    }
}
