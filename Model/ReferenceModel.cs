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
    public static StepResult Step(VmState state, Command command, ReadingSet readings) => command switch
    {
        Command.Guest guest => GuestAccessModel.Execute(state, guest.Vcpu, guest.Access, readings),
        Command.AddAllowlist add => AllowlistModel.Add(state, add.Argument, readings),
        Command.CompleteExit exit => ExitModel.Complete(state, exit.Vcpu, exit.Error, exit.Data, readings),
        Command.HostRead read => HostAccessModel.Read(state, read.Vcpu, read.Index, readings),
        Command.HostWrite write => HostAccessModel.Write(state, write.Vcpu, write.Index, write.Value, readings),
        Command.EnableCapability enable =>
            CapabilityModel.Enable(state, enable.Capability, enable.Flags, enable.Argument, readings),
        Command.CheckCapability check => CapabilityModel.Check(state, check.Capability, readings),
        Command.FailNextAllocation => LifetimeModel.FailNextAllocation(state, readings),
        Command.DestroyVm => LifetimeModel.Destroy(state, readings),
        _ => throw new UnreachableException(command.GetType().Name),
    };
}
