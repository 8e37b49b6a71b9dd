namespace MsrSpec.Checker.Lockstep;

/// <summary>How work ended that waits for a machine.</summary>
internal enum WorkEnd
{
    /// <summary>By itself.</summary>
    Done,

    /// <summary>A machine did not answer within its patience.</summary>
    Unanswered,

    /// <summary>The caller wanted no more of it.</summary>
    Cancelled,
}
