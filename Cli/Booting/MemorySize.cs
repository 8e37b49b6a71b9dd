using System.Globalization;

namespace MsrSpec.Cli.Booting;

/// <summary>Reads an amount of RAM: digits, and K, M or G behind them.</summary>
internal static class MemorySize
{
    private const long Smallest = 1L << 20;
    private const long Largest = 2047L << 20;
    private const long Page = 4096;

    /// <summary>Reads a text; false, with the reason, when it is no amount of RAM that a machine may have.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="why">The reason.</param>
    public static bool TryParse(string text, out int bytes, out string why)
    {
        bytes = 0;
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        ReadOnlySpan<char> digits = shift == 0 ? text : text.AsSpan(0, text.Length - 1);
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long amount)
            && amount <= long.MaxValue >> 30;
        long size = isNumber ? amount << shift : 0;
        why = !isNumber ? $"'{text}' is no amount of memory; write for example 128M"
            : size is < Smallest or > Largest ? $"--memory {text}: from 1M to 2047M"
            : size % Page != 0 ? $"--memory {text}: not a multiple of 4K"
            : string.Empty;
        if (why.Length > 0)
        {
            return false;
        }

        bytes = (int)size;
        return true;
    }
}
