using System.Globalization;
using Iced.Intel;

namespace MsrSpec.Implementation.Emulator.Platform.Inspection;

/// <summary>How often each mnemonic was executed.</summary>
public sealed class InstructionProfile
{
    private readonly long[] _counts = new long[Enum.GetValues<Mnemonic>().Length];

    /// <summary>The instructions counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>The mnemonics with their counts, the most frequent first.</summary>
    public IEnumerable<(string Mnemonic, long Count)> Rows =>
        from entry in _counts.Index()
        where entry.Item > 0
        orderby entry.Item descending, entry.Index
        select (((Mnemonic)entry.Index).ToString().ToUpperInvariant(), entry.Item);

    /// <summary>Counts one instruction.</summary>
    /// <param name="mnemonic">The mnemonic.</param>
    public void Count(Mnemonic mnemonic) => _counts[(int)mnemonic]++;

    /// <summary>A line for each mnemonic: count, share, name.</summary>
    /// <param name="output">Where the lines go.</param>
    public void Write(TextWriter output)
    {
        long total = Math.Max(Total, 1);
        foreach ((string mnemonic, long count) in Rows)
        {
            string share = (100.0 * count / total).ToString("F2", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,12} {share,6}% {mnemonic}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Total,12} instructions"));
    }
}
