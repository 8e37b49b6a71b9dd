using MsrSpec.Model;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Makes rules by which commands of a kind end otherwise.</summary>
internal static class WrongSteps
{
    /// <summary>The rules, but for what a kind of command leaves.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="otherwise">What is left: by the state before, the command, and what is right.</param>
    public static Func<Rules, Rules> Leaving<T>(Func<VmState, T, VmState, Outcome, VmState> otherwise)
        where T : Command => rules => rules with
        {
            Step = (before, command, readings) =>
            {
                (VmState after, Outcome outcome) = rules.Step(before, command, readings);
                return command is T wrong ? (otherwise(before, wrong, after, outcome), outcome) : (after, outcome);
            },
        };

    /// <summary>The rules, but for what a kind of command shows.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="otherwise">What is shown, by the state before, the command, and what it should show.</param>
    public static Func<Rules, Rules> Showing<T>(Func<VmState, T, Outcome, Outcome> otherwise)
        where T : Command => rules => rules with
        {
            Step = (before, command, readings) =>
            {
                (VmState after, Outcome outcome) = rules.Step(before, command, readings);
                return command is T wrong ? (after, otherwise(before, wrong, outcome)) : (after, outcome);
            },
        };

    /// <summary>The rules, but for commands that are taken for others.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="instead">For what a command is taken.</param>
    public static Func<Rules, Rules> Taking<T>(Func<T, T> instead)
        where T : Command => rules => rules with
        {
            Step = (before, command, readings) =>
                rules.Step(before, command is T wrong ? instead(wrong) : command, readings),
        };

    /// <summary>The VM with another value of an MSR that the processor has.</summary>
    public static VmState WithMsr(this VmState state, int vcpu, uint index, ulong value) =>
        Spec.Accesses.MsrTable.TryFind(index, out int row)
            ? state.WithVcpu(vcpu, state.Vcpus[vcpu].WithMsr(row, value))
            : state;
}
