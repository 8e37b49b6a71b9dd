namespace MsrSpec.Checker.Running;

/// <summary>What to make of a whole check.</summary>
public enum CheckVerdict
{
    /// <summary>Every job ran and showed what it should.</summary>
    AsExpected,

    /// <summary>A divergence was found that no known defect explains.</summary>
    SomethingNew,

    /// <summary>A signal ended it before anything new was found.</summary>
    Interrupted,

    /// <summary>A counterexample could not be written.</summary>
    NotWritten,

    /// <summary>A job ran to its end, and something known was not found.</summary>
    KnownNotFound,

    /// <summary>Time or a bound ended a job before its end.</summary>
    NotComplete,
}
