using System.Globalization;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Fuzz.Targets.Guests;

/// <summary>
/// Runs any bytes as a guest, in any mode, and says what is wrong with how that ended: it must leave in one of the ways
/// that a core can, within its budget of steps, with a state that is one.
/// </summary>
internal sealed class HostileGuest
{
    /// <summary>The most instructions that one guest attempts, unless another number is asked for.</summary>
    public const long Budget = 2_000;

    private readonly long _budget;
    private readonly MsrFile _msrs = new(vcpu: 0);
    private readonly byte[] _image;

    /// <summary>Creates the core that guests run on, one after the other.</summary>
    /// <param name="budget">The most instructions that one guest attempts.</param>
    public HostileGuest(long budget = Budget)
    {
        _budget = budget;
        Core = new Core(Memory, _msrs, new DirectMsrPort(_msrs));
        HostileTables.Write(Memory);
        _image = new byte[Memory.Size];
        Memory.Read(0, _image);
    }

    /// <summary>The core.</summary>
    public Core Core { get; }

    /// <summary>Its RAM.</summary>
    public GuestMemory Memory { get; } = new((int)HostileTables.RamSize);

    /// <summary>Instructions attempted by all guests so far.</summary>
    public long Instructions => Core.Ticks;

    /// <summary>How the last guest ended.</summary>
    public CoreExit LastExit { get; private set; }

    /// <summary>Runs one guest.</summary>
    /// <param name="input">
    /// Its first byte chooses the mode (low three bits), level 3 (bit 3) and flags; the next one seeds the registers;
    /// the others are the code, and the data behind it.
    /// </param>
    /// <returns>What is wrong, or null.</returns>
    public string? Run(ReadOnlySpan<byte> input)
    {
        Load(input);
        return Judge(RunToEnd());
    }

    /// <summary>The mode that a guest starts in.</summary>
    /// <param name="input">As for <see cref="Run"/>.</param>
    public static HostileMode ModeOf(ReadOnlySpan<byte> input) =>
        input.IsEmpty ? HostileMode.Real16 : (HostileMode)(input[0] & 7);

    /// <summary>Makes core and RAM what a guest starts with.</summary>
    /// <param name="input">As for <see cref="Run"/>.</param>
    public void Load(ReadOnlySpan<byte> input)
    {
        byte choice = input.IsEmpty ? (byte)0 : input[0];
        HostileMode mode = ModeOf(input);
        byte seed = input.Length < 2 ? (byte)0 : input[1];
        ReadOnlySpan<byte> code = input.Length < 2 ? [] : input[2..];
        Memory.Write(0, _image);
        Memory.Write(HostileTables.Code, code[..Math.Min(code.Length, 0x8000)]);
        CoreState state = HostileStates.Create(mode, choice, seed);
        _msrs.Reset();
        HostileStates.LoadEfer(_msrs, mode);
        Core.Load(in state);
        Core.FlushTranslations();
    }

    /// <summary>A guest that halts or stops a device goes on, as with a VMM that has nothing else to do.</summary>
    private long RunToEnd()
    {
        long start = Core.Ticks;
        do
        {
            LastExit = Core.Run(_budget - (Core.Ticks - start));
        }
        while (LastExit.Kind == CoreExitKind.Halt && Core.Ticks - start < _budget);
        return Core.Ticks - start;
    }

    private string? Judge(long steps)
    {
        ref readonly CoreState state = ref Core.Current;
        const Rflags Possible = Rflags.Loadable | Rflags.Virtual8086 | Rflags.One;
        return steps > _budget ? string.Create(CultureInfo.InvariantCulture, $"it ran {steps} steps of {_budget}")
            : !Enum.IsDefined(LastExit.Kind) ? $"it left by {LastExit.Kind}"
            : LastExit.Kind == CoreExitKind.BudgetExhausted && steps < _budget ? "it left before its budget was used up"
            : !Memory.AreGuardsIntact ? "it wrote outside of its RAM"
            : state.PrivilegeLevel is < 0 or > 3 ? $"it runs at level {state.PrivilegeLevel}"
            : (state.Rflags & ~Possible) != 0 ? $"its flags are {state.Rflags}"
            : null;
    }
}
