namespace MsrSpec.Policies.Reading;

/// <summary>What is wrong with a policy, or to be known of it, and where.</summary>
/// <param name="Line">The line, from 1; null where the input has none, or all of it is meant.</param>
/// <param name="Place">
/// With a line, the column from 1; without, the offset of a byte, or null if all of the input is meant.
/// </param>
/// <param name="Message">One sentence without a full stop.</param>
public sealed record PolicyProblem(int? Line, int? Place, string Message)
{
    /// <summary>The problem as compilers write it.</summary>
    /// <param name="file">The name of the file.</param>
    public string Describe(string file) => (Line, Place) switch
    {
        (null, null) => $"{file}: {Message}",
        (null, _) => $"{file}: byte {Place}: {Message}",
        _ => $"{file}:{Line}:{Place}: {Message}",
    };
}
