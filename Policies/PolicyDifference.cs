using System.Globalization;

namespace MsrSpec.Policies;

/// <summary>Where two policies differ.</summary>
/// <param name="Lost">What the first allows and the second denies.</param>
/// <param name="Gained">What the first denies and the second allows.</param>
internal sealed record PolicyDifference(MsrPolicy Lost, MsrPolicy Gained)
{
    private const int MostShown = 8;

    /// <summary>Whether they are the same.</summary>
    public bool IsEmpty => Lost.IsEmpty && Gained.IsEmpty;

    /// <summary>Compares two policies.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    /// <param name="exempt">The indices that do not matter.</param>
    public static PolicyDifference Between(MsrPolicy first, MsrPolicy second, IndexSet exempt) => new(
        new(first.Read.Except(second.Read).Except(exempt), first.Write.Except(second.Write).Except(exempt)),
        new(second.Read.Except(first.Read).Except(exempt), second.Write.Except(first.Write).Except(exempt)));

    /// <summary>The difference in words; the first few runs of each kind.</summary>
    public string Describe() => string.Join("; ", new[]
    {
        Describe("no longer read", Lost.Read), Describe("no longer written", Lost.Write),
        Describe("read as well", Gained.Read), Describe("written as well", Gained.Write),
    }.Where(part => part.Length > 0));

    private static string Describe(string what, IndexSet indices)
    {
        string shown = string.Join(", ", indices.Runs.Take(MostShown).Select(run => run.ToString()));
        return indices.IsEmpty ? string.Empty
            : indices.Runs.Length <= MostShown ? $"{what} {shown}"
            : string.Create(
                CultureInfo.InvariantCulture, $"{what} {shown} and {indices.Runs.Length - MostShown} runs more");
    }
}
