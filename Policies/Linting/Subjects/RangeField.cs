namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>A part of a range that a finding is about.</summary>
internal enum RangeField
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Its flags.</summary>
    Flags,

    /// <summary>How many registers it holds.</summary>
    Count,

    /// <summary>Its first index.</summary>
    Base,

    /// <summary>Its padding word, which the posted interface has.</summary>
    Pad,

    /// <summary>Its bitmap.</summary>
    Bits,
}
