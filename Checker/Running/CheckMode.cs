namespace MsrSpec.Checker.Running;

/// <summary>How a machine is checked.</summary>
public enum CheckMode
{
    /// <summary>By generated sequences, up to a bound.</summary>
    Random,

    /// <summary>Every state of the small scopes.</summary>
    Exhaustive,
}
