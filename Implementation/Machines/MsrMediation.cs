namespace MsrSpec.Implementation.Machines;

/// <summary>Which accesses come before the allowlist or the filter of a VM at all.</summary>
/// <param name="Recalculation">What the hardware passes through once the policy has changed.</param>
/// <param name="FastPathAsks">Whether a write on the fast path asks the policy.</param>
/// <param name="FastInterruptsAsk">Whether an interrupt command of the x2APIC asks the policy there.</param>
/// <param name="FiltersImplicit">Whether what an emulated instruction reads is filtered.</param>
public sealed record MsrMediation(
    Recalculation Recalculation, bool FastPathAsks, bool FastInterruptsAsk, bool FiltersImplicit)
{
    /// <summary>All that the guest does is filtered, and nothing else.</summary>
    public static MsrMediation Complete { get; } =
        new(Follow, FastPathAsks: true, FastInterruptsAsk: true, FiltersImplicit: false);

    /// <summary>As the posted series leaves it.</summary>
    public static MsrMediation Posted { get; } =
        new(Ignore, FastPathAsks: false, FastInterruptsAsk: false, FiltersImplicit: true);

    /// <summary>What the policy allows passes through, and nothing else.</summary>
    public static uint Follow(int vcpu, uint passing, Func<uint> allowed) => allowed();

    /// <summary>The policy does not matter.</summary>
    public static uint Ignore(int vcpu, uint passing, Func<uint> allowed) => passing;
}
