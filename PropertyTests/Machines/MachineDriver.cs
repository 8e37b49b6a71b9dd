using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A machine under test, in the words that properties use; it keeps a transcript for reports.</summary>
public sealed class MachineDriver
{
    private readonly AnsweringMachine _machine;
    private readonly List<TraceStep> _steps = [];

    public MachineDriver(IMachine machine) => _machine = new AnsweringMachine(machine);

    /// <summary>Carries out a command.</summary>
    public Outcome Do(Command command)
    {
        Outcome outcome = _machine.Step(command);
        _steps.Add(new TraceStep(command, outcome, null));
        return outcome;
    }

    public Outcome Add(AskedRange range) => Do(new Command.AddAllowlist(range.Argument));

    public Outcome Add(UserBuffer argument) => Do(new Command.AddAllowlist(argument));

    public Outcome Access(int vcpu, GuestAccess access) => Do(new Command.Guest(vcpu, access));

    public Outcome HostRead(int vcpu, uint index) => Do(new Command.HostRead(vcpu, index));

    public Outcome HostWrite(int vcpu, uint index, ulong value) => Do(new Command.HostWrite(vcpu, index, value));

    public Outcome Complete(int vcpu, byte error, ulong data) => Do(new Command.CompleteExit(vcpu, error, data));

    public Outcome FailNextAllocation() => Do(new Command.FailNextAllocation());

    public Outcome Destroy() => Do(new Command.DestroyVm());

    /// <summary>Turns deflection to user space on or off.</summary>
    public Outcome Deflect(bool on) => Do(new Command.EnableCapability(Capability.UserSpaceMsr, 0, on ? 1UL : 0));

    /// <summary>The state, as vCPU 0 and MSR 0 see it.</summary>
    public View View() => View(0, 0);

    /// <summary>The state, as a vCPU and an MSR see it.</summary>
    public View View(int vcpu, uint index) => _machine.Observe(vcpu, [index]);

    /// <summary>Whether the guest may access an MSR.</summary>
    public bool Allows(uint index, AccessFlags type) => ((AccessFlags)View(0, index).Decisions & type) != 0;

    /// <summary>What the guest may do to each of the MSRs.</summary>
    public AccessFlags[] Allowed(uint[] probes)
    {
        AccessFlags[] allowed = new AccessFlags[probes.Length];
        for (int first = 0; first < probes.Length; first += Spec.Vocabulary.View.MaxIndices)
        {
            ReadOnlySpan<uint> part = probes.AsSpan(first);
            part = part[..Math.Min(part.Length, Spec.Vocabulary.View.MaxIndices)];
            ulong decisions = _machine.Observe(0, part).Decisions;
            for (int i = 0; i < part.Length; i++)
            {
                allowed[first + i] = (AccessFlags)(decisions >> (2 * i)) & AccessFlags.ReadWrite;
            }
        }

        return allowed;
    }

    /// <summary>Everything done to the machine, as a trace shows it.</summary>
    public override string ToString() => TracePrinter.PrintBody(_steps);
}
