namespace MsrSpec.Spec.Readings;

/// <summary>Reading 1: which indices a range covers. The text writes it closed, the code is half-open.</summary>
public enum RangeEnd
{
    /// <summary>base up to and without base + nmsrs.</summary>
    Exclusive,

    /// <summary>base up to and with base + nmsrs; a bit that the copied bitmap does not hold is clear.</summary>
    Inclusive,
}
