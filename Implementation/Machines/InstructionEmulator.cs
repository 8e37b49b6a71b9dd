using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines;

/// <summary>The kernel's emulation of instructions that read MSRs besides what they are for.</summary>
/// <param name="policy">The allowlist or the filter.</param>
/// <param name="filters">Whether it decides these reads too.</param>
internal sealed class InstructionEmulator(IMsrPolicy policy, bool filters)
{
    /// <summary>The bits of SYSENTER_CS that select a descriptor.</summary>
    private const ulong Selector = 0xFFFC;

    /// <summary>Emulates an instruction of a guest in 64-bit mode.</summary>
    public Outcome Emulate(MsrFile msrs, EmulatedInstruction instruction)
    {
        msrs.EnterMode(GuestMode.Long64);
        return instruction switch
        {
            EmulatedInstruction.Rdpid => TryRead(msrs, Msr.TscAux, out ulong processor)
                ? Outcome.RetiredRead(processor) : GuestFaults.InvalidOpcode,
            EmulatedInstruction.Syscall => TryRead(msrs, Msr.Efer, out ulong efer)
                && ((EferBits)efer).HasFlag(EferBits.SyscallEnable)
                    ? Outcome.Retired : GuestFaults.InvalidOpcode,
            EmulatedInstruction.Sysenter => TryRead(msrs, Msr.SysenterCs, out ulong code) && (code & Selector) != 0
                ? Outcome.Retired : GuestFaults.GeneralProtection(GuestMode.Long64),
        };
    }

    private bool TryRead(MsrFile msrs, uint index, out ulong value)
    {
        value = 0;
        return (!filters || policy.Allows(index, AccessFlags.Read)) && msrs.GuestRead(index, out value);
    }
}
