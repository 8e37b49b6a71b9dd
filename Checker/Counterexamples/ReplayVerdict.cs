namespace MsrSpec.Checker.Counterexamples;

/// <summary>What replaying a file showed.</summary>
public enum ReplayVerdict
{
    /// <summary>Everything that it claims still holds.</summary>
    Holds,

    /// <summary>The file cannot be read, or is no well-formed trace.</summary>
    Unreadable,

    /// <summary>It lacks a header, or names a machine or a clause that does not exist.</summary>
    Incomplete,

    /// <summary>The reference now answers otherwise than recorded.</summary>
    ChangedExpectation,

    /// <summary>The machine no longer differs from the reference.</summary>
    NoLongerFails,

    /// <summary>The machine differs, but elsewhere, otherwise, or under another clause than recorded.</summary>
    FailsOtherwise,
}
