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
    public static StepResult Step(
        VmState state, Command command, ReadingSet readings, out Outcome outcome)
    {
        switch (command)
        {
            case Command.Guest guest:
                return GuestAccessModel.Execute(state, guest.Vcpu, guest.Access, readings, out outcome);
            case Command.AddAllowlist add:
                return AllowlistModel.Add(state, add.Argument, readings, out outcome);
            case Command.CompleteExit exit:
                return ExitModel.Complete(state, exit.Vcpu, exit.Error, exit.Data, readings, out outcome);
            case Command.HostRead read:
                return HostAccessModel.Read(state, read.Vcpu, read.Index, readings, out outcome);
            case Command.HostWrite write:
                return HostAccessModel.Write(state, write.Vcpu, write.Index, write.Value, readings, out outcome);
            case Command.EnableCapability enable:
                return CapabilityModel.Enable(
                    state, enable.Capability, enable.Flags, enable.Argument, readings, out outcome);
            case Command.CheckCapability check:
                return CapabilityModel.Check(state, check.Capability, readings, out outcome);
            case Command.FailNextAllocation:
                return LifetimeModel.FailNextAllocation(state, readings, out outcome);
            case Command.DestroyVm:
                return LifetimeModel.Destroy(state, readings, out outcome);
            default:
                throw new UnreachableException(command.GetType().Name);
        }
    }
}
