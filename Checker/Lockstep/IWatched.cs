namespace MsrSpec.Checker.Lockstep;

/// <summary>Work that waits for the answers of a machine under test. Another thread asks.</summary>
internal interface IWatched
{
    /// <summary>The number of the answer that is waited for; null while nobody waits for one.</summary>
    public long? Awaited { get; }

    /// <summary>
    /// Says that nobody wants the work any more: it ends at the next answer, and what a machine throws from now on is
    /// not its own doing.
    /// </summary>
    public void GiveUp();
}
