using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Dialects as the header of a trace names them, also those that have no name.</summary>
internal static class ReadingText
{
    /// <summary>The name, or what is chosen otherwise than in the sound dialect.</summary>
    public static string Of(ReadingSet readings) =>
        "reference: " + (Dialect.All.FirstOrDefault(dialect => dialect.Readings == readings)?.Name
            ?? $"{Dialect.Sound.Name} with {string.Join(", ", OtherChoices(readings))}");

    /// <summary>The readings that are chosen otherwise than in the sound dialect.</summary>
    public static IEnumerable<Reading> Others(ReadingSet readings) =>
        Reading.All.Where(reading => !reading.Choice(readings).Equals(reading.Choice(Dialect.Sound.Readings)));

    private static IEnumerable<string> OtherChoices(ReadingSet readings) =>
        Others(readings).Select(reading => $"{reading.Name} {reading.Choice(readings)}");
}
