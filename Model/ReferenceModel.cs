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
        Command.HostRead read => HostAccessModel.Read(state, read.Vcpu, read.Index),
        Command.HostWrite write => HostAccessModel.Write(state, write.Vcpu, write.Index, write.Value),
        Command.EnableCapability enable =>
            CapabilityModel.Enable(state, enable.Capability, enable.Flags, enable.Argument),
        Command.CheckCapability check => CapabilityModel.Check(state, check.Capability),
        Command.FailNextAllocation => LifetimeModel.FailNextAllocation(state),
        Command.DestroyVm => LifetimeModel.Destroy(state),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
