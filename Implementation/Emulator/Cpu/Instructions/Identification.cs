using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>CPUID: the model's data, and the two bits that follow from the state.</summary>
internal static unsafe class Identification
{
    private const int ApicBit = 1 << 9;
    private const int SyscallBit = 1 << 11;

    internal static Handler Select(in Instruction instruction) =>
        instruction.Mnemonic == Mnemonic.Cpuid ? new(&Identify) : Handler.None;

    private static StepStatus Identify(Core core, in Op op)
    {
        ref RegisterFile file = ref core.State.Registers;
        uint leaf = (uint)file[RegisterFile.Rax];
        uint subleaf = (uint)file[RegisterFile.Rcx];
        CpuidResult result = Cpuid.Of(core.Platform.Model, leaf, subleaf, (uint)core.Msrs.Number);
        file[RegisterFile.Rax] = result.Eax;
        file[RegisterFile.Rbx] = result.Ebx;
        file[RegisterFile.Rcx] = result.Ecx;
        file[RegisterFile.Rdx] = result.Edx & ~HiddenBits(core, leaf);
        return StepStatus.Next;
    }

    /// <summary>There is no APIC while it is off, and no SYSCALL outside of 64-bit mode.</summary>
    private static uint HiddenBits(Core core, uint leaf) => leaf switch
    {
        1 when (core.Msrs.ApicBase & ApicBase.Enabled) == 0 => ApicBit,
        0x8000_0001 when core.Mode != ExecutionMode.Long64 => SyscallBit,
        _ => 0,
    };
}
