using System.Text.RegularExpressions;
using MsrSpec.PropertyTests.House;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What the programs say of themselves.</summary>
internal static partial class ProgramHelp
{
    /// <summary>The verbs of a program.</summary>
    /// <param name="program">Its name.</param>
    public static async Task<IReadOnlyList<HelpEntry>> VerbsAsync(string program) =>
        Section(await TextAsync(program), "Commands:");

    /// <summary>The options of a verb.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="verb">The verb's.</param>
    public static async Task<IReadOnlyList<HelpEntry>> OptionsAsync(string program, string verb) =>
        Section(await TextAsync(program, verb), "Options:");

    /// <summary>The help text of a program or a verb.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="verb">The verb, if it is one's.</param>
    public static async Task<string> TextAsync(string program, params string[] verb)
    {
        ProgramEnd end = await Programs.RunAsync(program, [.. verb, "--help"], Repository.Root);
        return end.Output;
    }

    private static HelpEntry[] Section(string text, string title) =>
    [
        .. text.Split('\n').SkipWhile(line => line != title).Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => Entry().Match(line))
            .Select(match => new HelpEntry(match.Groups["name"].Value, match.Groups["summary"].Value)),
    ];

    [GeneratedRegex(@"^  (?:-\?, -h, )?(?<name>[\w-]+)(?: <[^>]*>)*(?: +(?<summary>.*))?$")]
    private static partial Regex Entry();
}
