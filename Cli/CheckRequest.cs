namespace MsrSpec.Cli;

/// <summary>What a <c>check</c> command line asks for.</summary>
/// <param name="Machine">The machine's name, or null for the standard ones.</param>
/// <param name="Dialect">The dialect's name, or null for the sound one.</param>
/// <param name="Mode">random, exhaustive or all.</param>
/// <param name="Seed">Decides the random jobs.</param>
/// <param name="Sequences">The most sequences of each, or null for the standard number.</param>
/// <param name="Seconds">The most seconds for them together, or null.</param>
/// <param name="JsonFile">Where a report goes, or null.</param>
/// <param name="Folder">Where counterexamples go.</param>
internal sealed record CheckRequest(
    string? Machine,
    string? Dialect,
    string Mode,
    ulong Seed,
    long? Sequences,
    double? Seconds,
    string? JsonFile,
    string Folder)
{
    /// <summary>The command that repeats the run.</summary>
    public string Repeat
    {
        get
        {
            List<string> words = ["./msrspec check"];
            Add("--machine", Machine);
            Add("--dialect", Dialect);
            Add("--mode", Mode == "all" ? null : Mode);
            Add("--seed", Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("--sequences", Sequences?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("--time", Seconds?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return string.Join(' ', words);

            void Add(string option, string? value)
            {
                if (value is not null)
                {
                    words.Add($"{option} {value}");
                }
            }
        }
    }
}
