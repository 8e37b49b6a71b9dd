namespace MsrSpec.Mutation.Judging;

/// <summary>What becomes of a mutant.</summary>
internal enum Fate
{
    /// <summary>A test fails, or hangs, or takes the process with it.</summary>
    Killed,

    /// <summary>All tests pass, though some come by it.</summary>
    Survived,

    /// <summary>No test comes by it.</summary>
    Unreached,
}
