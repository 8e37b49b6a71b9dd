namespace MsrSpec.Implementation.Mutants;

/// <summary>What a call that adds a range does, one thing after the other.</summary>
internal enum AddStep
{
    /// <summary>Copies the argument, and judges it by itself.</summary>
    Decode,

    /// <summary>Takes the VM's lock.</summary>
    TakeLock,

    /// <summary>Looks for a free slot.</summary>
    JudgeSlots,

    /// <summary>Looks for an overlap.</summary>
    JudgeOverlap,

    /// <summary>Copies the copied bitmap once more, into memory of its own.</summary>
    CopyAgain,

    /// <summary>Puts the range into its slot.</summary>
    Store,

    /// <summary>Has the new range decide.</summary>
    Publish,

    /// <summary>Releases the VM's lock.</summary>
    ReleaseLock,

    /// <summary>Looks for a free slot, in what whoever takes no lock sees.</summary>
    JudgeSlotsUnlocked,

    /// <summary>Looks for an overlap, in what whoever takes no lock sees.</summary>
    JudgeOverlapUnlocked,

    /// <summary>Puts the range into its slot, in what whoever takes no lock sees.</summary>
    StoreUnlocked,

    /// <summary>Has the new range decide, as if the list began anew.</summary>
    PublishUnlocked,
}
