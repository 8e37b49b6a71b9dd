namespace MsrSpec.Shell;

/// <summary>A message as one line: words of an input stand in it, and they may be anything.</summary>
internal static class OneLine
{
    private const int Most = 1000;

    /// <summary>
    /// The message without line ends and what else does something to a terminal; of a very long one its start and end,
    /// where what is wrong stands.
    /// </summary>
    public static string Of(string message)
    {
        string whole = message.Length <= Most ? message : $"{message[..(Most / 2)]} ... {message[^(Most / 2)..]}";
        return string.Concat(whole.ReplaceLineEndings(" ").Select(sign => char.IsControl(sign) ? '?' : sign));
    }
}
