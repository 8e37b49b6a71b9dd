using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// An executor behind a decorator. Each mutant replaces one property; those that it leaves alone do nothing.
/// </summary>
internal sealed class ExecutorMutant : IGuestExecutor
{
    private readonly MutantCpu _cpu;
    private readonly IGuestExecutor _sound;
    private GuestAccess _access;
    private Outcome _shown;
    private bool _wasCompleted;

    /// <summary>A decorator, so far without a defect.</summary>
    internal ExecutorMutant(MutantCpu cpu)
    {
        _cpu = cpu;
        _sound = cpu.Execution(cpu.Gate, cpu.Msrs);
    }

    /// <summary>What happens before an access.</summary>
    internal Action<MutantCpu> Prelude { get; init; } = _ => { };

    /// <summary>What an access is taken for.</summary>
    internal Func<MutantCpu, GuestAccess, GuestAccess> Misreading { get; init; } = (_, access) => access;

    /// <summary>What the error byte of a completion is taken for.</summary>
    internal Func<MutantCpu, GuestAccess, byte, byte> Error { get; init; } = (_, _, error) => error;

    /// <summary>What an access shows, given what it shows soundly.</summary>
    internal Func<MutantCpu, GuestAccess, Outcome, Outcome> Answer { get; init; } = (_, _, outcome) => outcome;

    /// <summary>What an access leaves in the registers.</summary>
    internal Func<GuestAccess, Outcome, GuestRegisters, GuestRegisters> Aftermath { get; init; } =
        (_, _, registers) => registers;

    /// <summary>What a completion leaves in the registers, on top of that.</summary>
    internal Func<GuestAccess, Outcome, GuestRegisters, GuestRegisters> Completion { get; init; } =
        (_, _, registers) => registers;

    /// <inheritdoc/>
    public GuestRegisters Registers
    {
        get
        {
            GuestRegisters registers = Aftermath(_access, _shown, _sound.Registers);
            return _wasCompleted ? Completion(_access, _shown, registers) : registers;
        }
    }

    /// <inheritdoc/>
    public AccessFlags PendingExit => _shown.Kind == OutcomeKind.Exit ? _sound.PendingExit : AccessFlags.None;

    /// <inheritdoc/>
    public void Reset()
    {
        _sound.Reset();
        _access = default;
        _shown = default;
        _wasCompleted = false;
    }

    /// <inheritdoc/>
    public Outcome Run(in GuestAccess access)
    {
        _access = access;
        _wasCompleted = false;
        Prelude(_cpu);
        return Settle(_sound.Run(Misreading(_cpu, access)));
    }

    /// <inheritdoc/>
    public Outcome Complete(byte error, ulong data)
    {
        _wasCompleted = true;
        return Settle(_sound.Complete(Error(_cpu, _access, error), data));
    }

    /// <inheritdoc/>
    public Outcome Reenter() => Settle(_sound.Reenter());

    private Outcome Settle(Outcome outcome) => _shown = Answer(_cpu, _access, outcome);
}
