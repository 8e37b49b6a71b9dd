namespace MsrSpec.Cli;

/// <summary>The command that repeats a run.</summary>
internal static class RepeatCommand
{
    /// <summary>The command.</summary>
    /// <param name="words">The verb, and what stands behind it without an option.</param>
    /// <param name="options">The options; one whose value is null was not given, and one whose value
    /// is empty takes none.</param>
    public static string Of(string words, params (string Name, string? Value)[] options) => string.Join(
        ' ',
        options.Where(option => option.Value is not null)
            .Select(option => option.Value is "" ? option.Name : $"{option.Name} {option.Value}")
            .Prepend($"./msrspec {words}"));
}
