using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>The rows of RDMSR and WRMSR: an earlier reason to fail hides all later ones.</summary>
public static class AccessAlgebra
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("A_LOCK_prefix_hides_everything_else", AccessArbitraries.Access, LockHides,
            new WrongRule("the privilege level is looked at first", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.WithFirst(AccessCases.Unprivileged),
            },
                "reference: v2-sound",
                "vcpu0 rdmsr 0x0 long64 cpl3 lock")),
        ForAll("User_mode_hides_everything_but_a_LOCK_prefix", AccessArbitraries.Access, UserModeHides,
            new WrongRule("the list is asked first", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.WithFirst(AccessCases.Denied),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl3")),
        ForAll("A_denial_hides_the_register", AccessArbitraries.Access, DenialHides,
            new WrongRule("an absent register is noticed first", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.WithFirst(AccessCases.Failed),
            },
                "reference: v2-sound with empty-range AcceptedAndArms",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("An_absent_register_fails_in_both_directions", AccessArbitraries.Access, AbsenceFails,
            new WrongRule("what is absent takes every write", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.Without(GuestAccessClauses.AbsentMsrFails),
            },
                "reference: v2-sound",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("A_write_that_fails_at_the_register_names_what_it_breaks", AccessArbitraries.Access, FailureIsNamed,
            new WrongRule("a change of the mode is an invalid value", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.Without(GuestAccessClauses.EferInterlock),
            },
                "reference: v2-sound",
                "vcpu0 wrmsr 0xc0000080 0x100 long64 cpl0")),
        ForAll("An_access_retires_exactly_if_nothing_speaks_against_it", AccessArbitraries.Access, RetiresIfNothing,
            new WrongRule("a command can be read", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.Without(GuestAccessClauses.WrongDirectionFails),
            },
                "reference: v2-sound",
                "vcpu0 rdmsr 0x49 long64 cpl0")),
        ForAll("Real_mode_has_no_privilege_levels", AccessArbitraries.Access, RealModeHasNoPrivilege,
            new WrongRule("every mode has privilege levels", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.Changing(GuestAccessClauses.UnprivilegedFaults, row => row with
                {
                    Condition = That((AccessQuery access) => access.Access.Privilege == Privilege.User),
                }),
            },
                "reference: v2-sound",
                "vcpu0 rdmsr 0x0 real16 cpl3")),
        ForAll("Bits_above_ECX_change_no_row", AccessArbitraries.Access, UpperHalvesAreIgnored,
            new WrongRule("every form but the plain one is invalid", rules => rules with
            {
                OfAnAccess = rules.OfAnAccess.Changing(GuestAccessClauses.LockIsInvalid, row => row with
                {
                    Condition = That((AccessQuery access) => access.Form != InstructionForm.Plain),
                }),
            },
                "reference: v2-sound",
                "vcpu0 rdmsr 0x0 long64 cpl0 upper-halves-set")),
    ];

    private static bool LockHides(Rules rules, AccessQuery query) =>
        query.Form != InstructionForm.Lock || rules.Judge(query).Case == AccessCases.LockPrefix;

    private static bool UserModeHides(Rules rules, AccessQuery query) =>
        query.Form == InstructionForm.Lock || !query.Unprivileged
        || rules.Judge(query).Case == AccessCases.Unprivileged;

    private static bool DenialHides(Rules rules, AccessQuery query) =>
        !query.Access.ReachesTheDecision() || query.Allowed || rules.Judge(query).Case == AccessCases.Denied;

    private static bool AbsenceFails(Rules rules, AccessQuery query) =>
        !ReachesTheRegister(query) || query.Exists || rules.Judge(query).Clause == GuestAccessClauses.AbsentMsrFails;

    private static bool FailureIsNamed(Rules rules, AccessQuery query) =>
        !ReachesTheRegister(query) || query.Write.Succeeds || rules.Judge(query).Clause == query.Write.Failure;

    private static bool RetiresIfNothing(Rules rules, AccessQuery query)
    {
        bool takes = query.IsRead ? query.Readable : query.Exists && query.Valid;
        Case left = rules.Judge(query).Case;
        return (left == AccessCases.ReadRetires || left == AccessCases.WriteRetires)
            == (query.Access.ReachesTheDecision() && query.Allowed && takes);
    }

    private static bool RealModeHasNoPrivilege(Rules rules, AccessQuery query) =>
        query.Access.Mode != GuestMode.Real16
        || rules.Judge(query with { Access = query.Access with { Privilege = Privilege.Kernel } })
        == rules.Judge(query);

    private static bool UpperHalvesAreIgnored(Rules rules, AccessQuery query) =>
        query.Form != InstructionForm.UpperHalvesSet
        || rules.Judge(query with { Access = query.Access with { Form = InstructionForm.Plain } })
        == rules.Judge(query);

    private static bool ReachesTheRegister(AccessQuery query) => query.Access.ReachesTheDecision() && query.Allowed;
}
