namespace MsrSpec.Checker.Sampling;

/// <summary>Takes down each sequence before it runs, so that a crash or a kill loses none.</summary>
internal interface ISequenceJournal
{
    /// <summary>Takes down a sequence; it replaces the one before.</summary>
    /// <param name="words">Its words.</param>
    public void Begin(ReadOnlySpan<ulong> words);
}
