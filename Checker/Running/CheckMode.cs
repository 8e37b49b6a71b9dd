namespace MsrSpec.Checker.Running;

/// <summary>How a machine is checked.</summary>
public enum CheckMode
{
    /// <summary>Generated sequences.</summary>
    Random,

    /// <summary>Every state of the small scopes.</summary>
    Exhaustive,
}
