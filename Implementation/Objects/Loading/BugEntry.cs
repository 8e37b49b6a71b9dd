namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>A place where the code says WARN or BUG: a UD2 that an entry of <c>__bug_table</c> explains.</summary>
/// <param name="Address">The address of the UD2.</param>
/// <param name="IsWarning">Whether the kernel goes on behind it.</param>
/// <param name="File">The source file; empty if the table does not say.</param>
/// <param name="Line">The line; 0 if the table does not say.</param>
internal readonly record struct BugEntry(ulong Address, bool IsWarning, string File, int Line)
{
    /// <summary>What a report says.</summary>
    public override string ToString() => $"{(IsWarning ? "WARNING" : "BUG")} at {File}:{Line}";
}
