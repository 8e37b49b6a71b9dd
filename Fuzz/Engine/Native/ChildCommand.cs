using MsrSpec.Fuzz.Engine.Processes;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>
/// How libFuzzer starts this program again, for <c>-merge</c>, <c>-minimize_crash</c>, <c>-jobs</c> and
/// <c>-fork</c>: it joins the words of its command line by blanks and hands them to a shell.
/// </summary>
public static class ChildCommand
{
    /// <summary>
    /// Our flag for processes that run inputs for another one, which knows what is wrong with them: they find nothing.
    /// </summary>
    public const string OnBehalfFlag = "--on-behalf";

    private static readonly string[] StartingFlags =
        ["-merge=", "-set_cover_merge=", "-minimize_crash=", "-cleanse_crash=", "-jobs=", "-fork="];

    private static readonly string[] BehalfFlags =
        ["-merge=", "-set_cover_merge=", "-minimize_crash=", "-cleanse_crash="];

    /// <summary>Why the words cannot be handed to a shell although they have to be, or null.</summary>
    public static string? WhyNot(IReadOnlyList<string> words)
    {
        bool starts = words.Any(IsOn(StartingFlags));
        return starts && words.FirstOrDefault(word => !IsPlain(word)) is { } odd
            ? $"'{odd}': libFuzzer starts itself again through a shell here, so a word may have no blank and no "
                + "character that means something there; rename it or give it by another path"
            : null;
    }

    /// <summary>Whether this process runs inputs for another one, so that what they show is no finding.</summary>
    /// <param name="words">libFuzzer's words.</param>
    /// <param name="ownWords">Our own.</param>
    public static bool IsOnBehalfOfAnother(IReadOnlyList<string> words, IReadOnlyList<string> ownWords) =>
        ownWords.Contains(OnBehalfFlag)
        || words.Any(word => word.StartsWith("-merge_inner=", StringComparison.Ordinal));

    /// <summary>
    /// The command line for libFuzzer; its first word starts this program again with the target and our own words.
    /// </summary>
    public static IReadOnlyList<string> Words(
        string target, IReadOnlyList<string> words, IReadOnlyList<string> ownWords)
    {
        bool marks = words.Any(IsOn(BehalfFlags)) && !ownWords.Contains(OnBehalfFlag);
        IEnumerable<string> own = ownWords.Concat(marks ? [OnBehalfFlag] : []);
        return [string.Join(' ', own.Select(Quote).Prepend(target).Prepend(Program())), .. words];
    }

    /// <summary>A word as a shell takes it, whatever it has.</summary>
    public static string Quote(string word) =>
        IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Program()
    {
        ProgramCommand program = ProgramCommand.OfThisProgram();
        return string.Join(' ', program.Arguments.Prepend(program.File).Select(Quote));
    }

    private static Func<string, bool> IsOn(string[] flags) => word =>
        flags.Any(flag => word.StartsWith(flag, StringComparison.Ordinal) && word != flag + "0");

    private static bool IsPlain(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=+,.:/@%".Contains(letter));
}
