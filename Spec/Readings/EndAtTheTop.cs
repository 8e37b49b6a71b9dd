namespace MsrSpec.Spec.Readings;

/// <summary>Reading 3: what becomes of a range with base + nmsrs equal to 2^32. It is accepted in any case.</summary>
public enum EndAtTheTop
{
    /// <summary>It covers every index from its base up to 0xffffffff.</summary>
    Matched,

    /// <summary>Its end wraps to 0, so that it covers nothing.</summary>
    Wraps,
}
