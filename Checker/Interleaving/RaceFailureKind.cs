namespace MsrSpec.Checker.Interleaving;

/// <summary>What can be wrong with calls that several threads make at once.</summary>
public enum RaceFailureKind
{
    /// <summary>A call answered what it answers in no order of the calls.</summary>
    WrongAnswer,

    /// <summary>A call brought the kernel down, which it does in no order of the calls.</summary>
    Oops,

    /// <summary>A thread waits for ever.</summary>
    Deadlock,

    /// <summary>What is left behind is left behind by no order of the calls.</summary>
    WrongState,

    /// <summary>An access was decided by a part of a policy.</summary>
    PartOfAPolicy,
}
