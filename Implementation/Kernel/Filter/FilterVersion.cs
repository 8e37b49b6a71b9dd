namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>What differs between the kernels that have the filter; as it is made, that of Linux 6.1.</summary>
public sealed record FilterVersion
{
    /// <summary>What Linux has done since 6.1, and up to 6.17.</summary>
    public static FilterVersion Linux61 { get; } = new();

    /// <summary>What Linux has done since 6.18.</summary>
    public static FilterVersion Linux618 { get; } =
        Linux61 with { FastPathAsks = false, HasImmediateForms = true };

    /// <summary>What Linux 5.12 did.</summary>
    public static FilterVersion Linux512 { get; } = Linux61 with
    {
        JudgesFlagsFirst = false,
        RefusesUnknownBits = false,
        KnowsCompatCalls = false,
        ExemptsImplicitAccesses = false,
    };

    /// <summary>What Linux 5.10 and 5.11 did.</summary>
    public static FilterVersion Linux510 { get; } = Linux512 with { IsInstalledWhole = false };

    /// <summary>What 5.10-rc1 did, the first kernel with the filter.</summary>
    public static FilterVersion Linux510First { get; } =
        Linux510 with
        {
            ExemptsX2Apic = false,
            FastInterruptsAsk = false,
            RefusesDenyingNothing = false,
            ErrorsFailTheRun = false,
        };

    /// <summary>Whether the registers of the x2APIC are allowed, whatever a filter says.</summary>
    public bool ExemptsX2Apic { get; init; } = true;

    /// <summary>Whether a filter that denies by default needs a range; else one without ranges is none.</summary>
    public bool RefusesDenyingNothing { get; init; } = true;

    /// <summary>
    /// Whether a filter is an object of its own that takes the place of the one before once it is made. Else the VM has
    /// ranges, which go first, and those that were copied stay when a later one is refused.
    /// </summary>
    public bool IsInstalledWhole { get; init; } = true;

    /// <summary>Whether the flags of a range are judged before its bitmap is copied; else behind that.</summary>
    public bool JudgesFlagsFirst { get; init; } = true;

    /// <summary>
    /// Whether unknown bits of a filter's flags, and of the reasons for an exit, are invalid; else they do not matter.
    /// </summary>
    public bool RefusesUnknownBits { get; init; } = true;

    /// <summary>Whether a 32-bit caller has the ioctl in a 64-bit kernel.</summary>
    public bool KnowsCompatCalls { get; init; } = true;

    /// <summary>Whether what an emulated instruction reads besides is allowed, whatever a filter says.</summary>
    public bool ExemptsImplicitAccesses { get; init; } = true;

    /// <summary>Whether a write of TSC_DEADLINE asks the filter.</summary>
    public bool FastPathAsks { get; init; } = true;

    /// <summary>
    /// Whether an interrupt command of the x2APIC asks the filter on the fast path; it does not matter where the x2APIC
    /// is exempt.
    /// </summary>
    public bool FastInterruptsAsk { get; init; } = true;

    /// <summary>Whether the guest has WRMSRNS and the immediate forms: processors have them since about then.</summary>
    public bool HasImmediateForms { get; init; }

    /// <summary>
    /// Whether <c>KVM_RUN</c> fails where the handler of a write does; else the guest is given #GP.
    /// </summary>
    public bool ErrorsFailTheRun { get; init; } = true;
}
