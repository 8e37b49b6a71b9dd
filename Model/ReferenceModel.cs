using System.Diagnostics;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The reference model: what every command does in every state, under given readings.</summary>
public static class ReferenceModel
{
    /// <summary>
    /// Carries out one command. Pure: the same arguments give the same result, and nothing else happens.
    /// </summary>
    /// <param name="state">The VM before it.</param>
    /// <param name="command">The command.</param>
    /// <param name="readings">The dialect's choices.</param>
    /// <param name="outcome">What it shows.</param>
    public static StepResult Step(VmState state, Command command, ReadingSet readings, out Outcome outcome)
    {
        StepResult result = CarryOut(state, command, readings, out outcome);
        bool failureWaits = state.Failure == AllocationFailure.Armed && result.State.Failure == AllocationFailure.Armed;
        return failureWaits
            ? result with { State = result.State with { Failure = AllocationFailure.ArmedBefore } }
            : result;
    }

    private static StepResult CarryOut(
        VmState state, Command command, ReadingSet readings, out Outcome outcome) => command switch
        {
            Command.Guest guest => GuestAccessModel.Execute(state, guest.Vcpu, guest.Access, readings, out outcome),
            Command.AddAllowlist add => AllowlistModel.Add(state, add.Argument, readings, out outcome),
            Command.CompleteExit exit =>
                ExitModel.Complete(state, exit.Vcpu, exit.Error, exit.Data, readings, out outcome),
            Command.HostRead read => HostAccessModel.Read(state, read.Vcpu, read.Index, readings, out outcome),
            Command.HostWrite write =>
                HostAccessModel.Write(state, write.Vcpu, write.Index, write.Value, readings, out outcome),
            Command.EnableCapability enable => CapabilityModel.Enable(
                state, enable.Capability, enable.Flags, enable.Argument, readings, out outcome),
            Command.CheckCapability check => CapabilityModel.Check(state, check.Capability, readings, out outcome),
            Command.FailNextAllocation => LifetimeModel.FailNextAllocation(state, readings, out outcome),
            Command.FailNextEferWrite => LifetimeModel.FailNextEferWrite(state, readings, out outcome),
            Command.ChangeArgument => AllowlistModel.ChangeArgument(state, out outcome),
            Command.AskDecision question =>
                DecisionModel.Ask(state, question.Index, question.Type, readings, out outcome),
            Command.Emulate emulate => MediationModel.Emulate(state, emulate, readings, out outcome),
            Command.AskInterception question =>
                MediationModel.AskInterception(state, question.Index, question.Type, readings, out outcome),
            Command.WriteFilterSlot write => FilterModel.Write(state, write.Slot, readings, out outcome),
            Command.SetFilter set =>
                FilterModel.Set(state, set.Flags, set.Caller, set.Readable, readings, out outcome),
            Command.DestroyVm => LifetimeModel.Destroy(state, readings, out outcome),
            _ => throw new UnreachableException(command.GetType().Name),
        };
}
