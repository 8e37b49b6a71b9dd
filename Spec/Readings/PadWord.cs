namespace MsrSpec.Spec.Readings;

/// <summary>Reading 6: what the pad word may hold.</summary>
public enum PadWord
{
    /// <summary>Anything.</summary>
    Ignored,

    /// <summary>Zero only; anything else is EINVAL.</summary>
    MustBeZero,
}
