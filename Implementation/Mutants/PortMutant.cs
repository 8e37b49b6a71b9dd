using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// A gate behind a decorator. Each mutant replaces one property; those that it leaves alone do nothing. It has no state
/// of its own: nobody would reset it.
/// </summary>
internal sealed class PortMutant : IMsrPort
{
    private readonly MutantCpu _cpu;

    /// <summary>A decorator, so far without a defect.</summary>
    internal PortMutant(MutantCpu cpu) => _cpu = cpu;

    /// <summary>What a write does, in the place of the gate's.</summary>
    internal Func<MutantCpu, uint, ulong, MsrAccessResult> Store { get; init; } =
        (cpu, index, value) => cpu.Gate.Write(index, value);

    /// <summary>What a read does to the gate's answer.</summary>
    internal Func<MutantCpu, uint, MsrAccessResult, MsrAccessResult> Answer { get; init; } = (_, _, result) => result;

    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value) => Answer(_cpu, index, _cpu.Gate.Read(index, out value));

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value) => Store(_cpu, index, value);
}
