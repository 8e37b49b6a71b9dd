using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>A call of a service: the core stands at the first instruction of the function.</summary>
/// <param name="core">The core.</param>
/// <param name="space">Its memory.</param>
internal sealed class ServiceCall(Core core, KernelSpace space)
{
    /// <summary>Where the call returns to, which says who made it.</summary>
    public ulong Caller => space.ReadWord(core.Current.Rsp);

    /// <summary>An argument: an integer or a pointer, as its register has it.</summary>
    /// <param name="number">From 0 on, below <see cref="ObjectCore.MaxArguments"/>.</param>
    public ulong Argument(int number) => core.Current.Registers[ObjectCore.ArgumentRegisters[number]];
}
