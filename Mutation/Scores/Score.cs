using System.Globalization;

namespace MsrSpec.Mutation.Scores;

/// <summary>How many mutants of a project die. Those that are listed as equivalent are not counted.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Killed">How many die.</param>
/// <param name="Survived">How many do not, though some test comes by them.</param>
/// <param name="Unreached">How many no test comes by.</param>
internal sealed record Score(string Project, int Killed, int Survived, int Unreached)
{
    private const int Decimals = 1;

    /// <summary>All of them.</summary>
    public int Total => Killed + Survived + Unreached;

    /// <summary>The share that dies, in percent to one decimal, rounded down; of none, all.</summary>
    public double Percent => Total == 0 ? 100 : Math.Floor(1000.0 * Killed / Total) / 10;

    /// <summary>Whether it is below a floor.</summary>
    public bool IsBelow(double floor) => Percent < floor;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Project,-10}{Total,6}{Killed,8}{Survived,10}{Unreached,11}{Percent.ToString($"F{Decimals}", Format),9}%";

    /// <summary>What stands above the columns.</summary>
    public static string Heading => $"{"project",-10}{"all",6}{"killed",8}{"survived",10}{"unreached",11}{"score",10}";

    private static CultureInfo Format => CultureInfo.InvariantCulture;
}
