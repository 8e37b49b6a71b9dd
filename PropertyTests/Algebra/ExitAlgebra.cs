using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Capabilities, and answers to exits, in a VM with any history.</summary>
public static class ExitAlgebra
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("A_vCPU_takes_an_answer_exactly_where_it_refuses_an_access",
            HistoryArbitraries.AndAnswer, AnswerOrAccess,
            new WrongRule("an answer to nothing is taken", WrongSteps.Showing<Command.CompleteExit>(
                (_, _, outcome) => outcome == Outcome.Refused(RefusalReason.NoExitPending)
                    ? Outcome.Retired
                    : outcome),
                "reference: v2-sound",
                "vcpu0 complete error=0 data=0x0")),
        ForAll("All_errors_but_zero_are_one", HistoryArbitraries.AndAnswer, ErrorsAreAlike,
            new WrongRule("only error 1 faults", WrongSteps.Taking<Command.CompleteExit>(
                answer => answer.Error > 1 ? answer with { Error = 0 } : answer),
                "reference: v2-sound",
                "ioctl enable-cap 184 args0=0x1",
                "vcpu0 rdmsr 0x0 long64 cpl0",
                "vcpu0 complete error=2 data=0x0")) with { Consequences = [40] },
        ForAll("An_answer_changes_no_MSR_and_nothing_beside_its_vCPU",
            HistoryArbitraries.AndAnswer, AnswerStoresNothing,
            new WrongRule("an answered write is stored", WrongSteps.Leaving<Command.CompleteExit>(
                (before, answer, after, outcome) => outcome == Outcome.Retired
                    ? after.WithMsr(
                        answer.Vcpu, before.Vcpus[answer.Vcpu].Exit!.Access.Index,
                        before.Vcpus[answer.Vcpu].Exit!.Access.Value)
                    : after),
                "reference: v2-sound",
                "ioctl enable-cap 184 args0=0x1",
                "vcpu0 wrmsr 0x200 0x2 long64 cpl0",
                "vcpu0 complete error=0 data=0x0")) with { Consequences = [39] },
        ForAll("A_question_changes_nothing", HistoryArbitraries.AndQuestion, QuestionsChangeNothing,
            new WrongRule("to ask for deflection turns it on", WrongSteps.Leaving<Command.CheckCapability>(
                (_, question, after, _) => after with
                {
                    UserSpaceMsr = after.UserSpaceMsr || question.Capability == Capability.UserSpaceMsr,
                }),
                "reference: v2-sound",
                "ioctl check-extension 184")),
        ForAll("What_can_be_enabled_is_reported", HistoryArbitraries.AndEnabling, EnabledIsReported,
            new WrongRule("only the list is reported", WrongSteps.Showing<Command.CheckCapability>(
                (_, question, outcome) => question.Capability == Capability.UserSpaceMsr ? Outcome.Value(0) : outcome),
                "reference: v2-sound",
                "ioctl enable-cap 184 args0=0x0")),
        ForAll("To_enable_in_vain_changes_nothing", HistoryArbitraries.AndEnabling, RefusalChangesNothing,
            new WrongRule("flags are looked at last", WrongSteps.Leaving<Command.EnableCapability>(
                (_, enabling, after, _) => after with
                {
                    UserSpaceMsr = enabling.Capability == Capability.UserSpaceMsr
                        ? enabling.Argument != 0
                        : after.UserSpaceMsr,
                }),
                "reference: v2-sound",
                "ioctl enable-cap 184 args0=0x1 flags=0x1")),
    ];

    /// <summary>Readings by which an answer belongs to the access that exited: else it executes that again.</summary>
    public static ReadingSet Bound(ReadingSet readings) =>
        readings with { ExitCompletion = ExitCompletion.BoundToTheAccess };

    private static bool AnswerOrAccess(Rules rules, Given before, Command.CompleteExit answer)
    {
        VmState state = rules.After(before);
        Command access = new Command.Guest(answer.Vcpu, Machines.Accesses.Read(Msr.Tsc));
        bool refusesAccess =
            rules.Step(state, access, before.Readings).Outcome == Outcome.Refused(RefusalReason.ExitPending);
        bool refusesAnswer =
            rules.Step(state, answer, before.Readings).Outcome == Outcome.Refused(RefusalReason.NoExitPending);
        return refusesAccess != refusesAnswer;
    }

    private static bool ErrorsAreAlike(Rules rules, Given before, Command.CompleteExit answer)
    {
        Given bound = before.In(Bound);
        VmState state = rules.After(bound);
        (VmState after, Outcome outcome) = rules.Step(state, answer, bound.Readings);
        (VmState one, Outcome fault) = rules.Step(state, answer with { Error = 1 }, bound.Readings);
        return answer.Error == 0 || (Rules.Same(after, one) && outcome == fault);
    }

    private static bool AnswerStoresNothing(Rules rules, Given before, Command.CompleteExit answer)
    {
        Given bound = before.In(Bound);
        VmState state = rules.After(bound);
        VmState after = rules.Step(state, answer, bound.Readings).State;
        VcpuState then = state.Vcpus[answer.Vcpu];
        VcpuState now = after.Vcpus[answer.Vcpu];
        return Rules.Same(
            after, state.WithVcpu(answer.Vcpu, then with { Registers = now.Registers, Exit = now.Exit }));
    }

    private static bool QuestionsChangeNothing(Rules rules, Given before, Command question)
    {
        VmState state = rules.After(before);
        return Rules.Same(state, rules.Step(state, question, before.Readings).State);
    }

    private static bool EnabledIsReported(Rules rules, Given before, Command.EnableCapability enabling)
    {
        (VmState after, Outcome outcome) = rules.Step(rules.After(before), enabling, before.Readings);
        Command question = new Command.CheckCapability(enabling.Capability);
        return outcome != Outcome.Success
            || rules.Step(after, question, before.Readings).Outcome == Outcome.Value(1);
    }

    private static bool RefusalChangesNothing(Rules rules, Given before, Command.EnableCapability enabling)
    {
        VmState state = rules.After(before);
        (VmState after, Outcome outcome) = rules.Step(state, enabling, before.Readings);
        return outcome == Outcome.Success || Rules.Same(state, after);
    }
}
