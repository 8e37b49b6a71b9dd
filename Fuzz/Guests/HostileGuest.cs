using System.Globalization;
using MsrSpec.Implementation.Cpu;
using MsrSpec.Implementation.Cpu.Msr;
using MsrSpec.Implementation.Memory;

namespace MsrSpec.Fuzz.Guests;

/// <summary>
/// Runs any bytes as a guest, in any mode, and says what is wrong with how that ended: it must leave in one of the ways
/// that a core can, within its budget of steps, with a state that is one.
/// </summary>
public sealed class HostileGuest
{
    /// <summary>The most instructions that one guest attempts.</summary>
    public const long Budget = 2_000;

    private readonly GuestMemory _memory = new((int)HostileTables.RamSize);
    private readonly MsrFile _msrs = new(vcpu: 0);
    private readonly Core _core;
    private readonly byte[] _image;

    /// <summary>Creates the core that guests run on, one after the other.</summary>
    public HostileGuest()
    {
        _core = new Core(_memory, _msrs, new DirectMsrPort(_msrs));
        HostileTables.Write(_memory);
        _image = new byte[_memory.Size];
        _memory.Read(0, _image);
    }

    /// <summary>Instructions attempted by all guests so far.</summary>
    public long Instructions => _core.Ticks;

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
        byte choice = input.IsEmpty ? (byte)0 : input[0];
        byte seed = input.Length < 2 ? (byte)0 : input[1];
        ReadOnlySpan<byte> code = input.Length < 2 ? [] : input[2..];
        _memory.Write(0, _image);
        _memory.Write(HostileTables.Code, code[..Math.Min(code.Length, 0x8000)]);
        CoreState state = HostileStates.Create((HostileMode)(choice & 7), choice, seed);
        _msrs.Reset();
        HostileStates.LoadEfer(_msrs, (HostileMode)(choice & 7));
        _core.Load(in state);
        _core.FlushTranslations();
        return Judge(RunToEnd());
    }

    /// <summary>A guest that halts or stops a device goes on, as with a VMM that has nothing else to do.</summary>
    private long RunToEnd()
    {
        long start = _core.Ticks;
        do
        {
            LastExit = _core.Run(Budget - (_core.Ticks - start));
        }
        while (LastExit.Kind == CoreExitKind.Halt && _core.Ticks - start < Budget);
        return _core.Ticks - start;
    }

    private string? Judge(long steps)
    {
        ref readonly CoreState state = ref _core.Current;
        const Rflags Possible = Rflags.Loadable | Rflags.Virtual8086 | Rflags.One;
        return steps > Budget ? string.Create(CultureInfo.InvariantCulture, $"it ran {steps} steps of {Budget}")
            : !Enum.IsDefined(LastExit.Kind) ? $"it left by {LastExit.Kind}"
            : LastExit.Kind == CoreExitKind.BudgetExhausted && steps < Budget ? "it left before its budget was used up"
            : state.PrivilegeLevel is < 0 or > 3 ? $"it runs at level {state.PrivilegeLevel}"
            : (state.Rflags & ~Possible) != 0 ? $"its flags are {state.Rflags}"
            : null;
    }
}
