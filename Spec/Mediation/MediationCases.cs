using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Mediation;

/// <summary>What is left where somebody else than the list decides, or an instruction is emulated.</summary>
internal static class MediationCases
{
    /// <summary>Whoever asks who decides changes nothing.</summary>
    public static Case Asked { get; } = new("nothing changes");

    /// <summary>An emulated instruction raises a fault.</summary>
    public static Case EmulatedFault { get; } = new("emulated, fault",
        new Effect(Aspect.Registers, "those of the last access", GuestAccessClauses.FaultIsPrecise),
        new Effect(Aspect.ErrorCode, "0 of #GP, none of #UD", GuestAccessClauses.ErrorCodeByMode),
        new Effect(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange));

    /// <summary>An emulated instruction retires.</summary>
    public static Case Emulated { get; } = new("emulated",
        new Effect(Aspect.Registers, "those of the last access", MediationClauses.EntersTheKernel),
        new Effect(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange));

    /// <summary>Every case, in the order of the tables.</summary>
    public static IReadOnlyList<Case> All { get; } = [Asked, EmulatedFault, Emulated];
}
