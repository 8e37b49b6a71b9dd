namespace MsrSpec.Spec.Readings;

/// <summary>Reading 6: what the pad word may hold.</summary>
public enum PadWord
{
    /// <summary>Anything; it is never looked at.</summary>
    Ignored,

    /// <summary>Zero only; anything else is EINVAL.</summary>
    MustBeZero,
}
