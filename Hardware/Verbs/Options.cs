using System.CommandLine;
using System.Globalization;

namespace MsrSpec.Hardware.Verbs;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    /// <summary>How many cases.</summary>
    public static Option<long> Cases(long count) => new("--cases")
    {
        Description = "How many cases",
        DefaultValueFactory = _ => count,
        HelpName = "NUMBER",
    };

    /// <summary>The seed.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Decides every case",
        DefaultValueFactory = _ => 1,
        HelpName = "NUMBER",
    };

    /// <summary>The width of code.</summary>
    public static Option<string> Bits()
    {
        Option<string> bits = new("--bits")
        {
            Description = "The width of code: 64, 32, 16 or all",
            DefaultValueFactory = _ => "all",
            HelpName = "WIDTH",
        };
        return bits.AcceptOnlyFromAmong("64", "32", "16", "all");
    }

    /// <summary>The width that the option says, or null for all.</summary>
    public static int? WidthOf(string bits) => bits == "all" ? null : int.Parse(bits, CultureInfo.InvariantCulture);
}
