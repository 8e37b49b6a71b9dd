namespace MsrSpec.Spec.Readings;

/// <summary>Reading 8: what a call frees whose copy of the bitmap failed.</summary>
public enum FailedCopy
{
    /// <summary>Nothing: there is no copy.</summary>
    FreesNothing,

    /// <summary>The error pointer that it has in the copy's place, which is a kernel oops.</summary>
    FreesTheErrorPointer,
}
