namespace MsrSpec.Spec.TraceText;

/// <summary>What is wrong with a text, and where. Lines and columns count from 1.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column of the first character that does not fit.</param>
/// <param name="Message">One sentence without a full stop: what was found or what was expected.</param>
public sealed record ParseError(int Line, int Column, string Message)
{
    /// <summary>The error as compilers write it.</summary>
    /// <param name="file">The name of the file.</param>
    public string Describe(string file) => $"{file}:{Line}:{Column}: {Message}";
}
