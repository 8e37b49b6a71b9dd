using MsrSpec.Hardware.Cases;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Hardware.Guest;

/// <summary>
/// The emulated core with what it needs to run user code of one width: identity paging or segments like those of the
/// host, and the arenas at the same addresses.
/// </summary>
internal sealed class CoreMachine
{
    private const ulong TopTable = 0x1000;
    private const ulong PointerTable = 0x2000;
    private const ulong Directory = 0x3000;
    private const ulong UserTable = 7;
    private const ulong LargeUserPage = 0x87;
    private const ulong LargePageSize = 0x20_0000;
    private const byte Halt = 0xF4;
    private const int MaxSteps = 64;
    private const int User = 3;

    private readonly int _bits;
    private readonly GuestMemory _memory = new((int)Arena.End);
    private readonly Core _core;
    private CoreState _state;
    private ulong _address;
    private ulong _window;
    private ulong _behind;

    /// <summary>Builds one.</summary>
    /// <param name="bits">The width of the code.</param>
    public CoreMachine(int bits)
    {
        _bits = bits;
        MsrFile msrs = new(vcpu: 0);
        msrs.EnterMode(bits == 64 ? GuestMode.Long64 : GuestMode.Protected32);
        _core = new Core(_memory, msrs, new NoMsrPort());
        _memory.Write(TopTable, PointerTable | UserTable);
        _memory.Write(PointerTable, Directory | UserTable);
        for (ulong page = 0; page < Arena.End; page += LargePageSize)
        {
            _memory.Write(Directory + (page / LargePageSize * sizeof(ulong)), page | LargeUserPage);
        }

        _state = new CoreState
        {
            Cr0 = bits == 64 ? 0x8005_0033UL : 0x33UL,
            Cr3 = TopTable,
            Cr4 = bits == 64 ? 0x220UL : 0x200UL,
            PrivilegeLevel = User,
        };
    }

    /// <summary>Takes in the instruction of a group.</summary>
    /// <param name="group">The group; its width must be the machine's.</param>
    public void Prepare(TestGroup group)
    {
        ulong arena = Arena.BaseOf(group.Arena);
        Span<byte> code = stackalloc byte[32];
        code.Fill(Halt);
        group.Code.CopyTo(code);
        _memory.Write(arena + Arena.SlotOf(_bits), code);
        _address = group.Address;
        _behind = _address + (ulong)group.Code.Length;
        _window = arena + group.Window;
        SetSegments(_bits == 64 ? 0 : arena);
    }

    /// <summary>Runs one case of the group last taken in.</summary>
    /// <param name="input">What it starts from.</param>
    /// <param name="result">What it comes to.</param>
    /// <returns>Why the core stopped; anything but a budget used up means that it could not do it.</returns>
    public CoreExitKind Run(in CaseContext input, ref CaseContext result)
    {
        for (int register = 0; register < RegisterWords.Count; register++)
        {
            _state.Registers[register] = input.Registers[register];
        }

        _state.Rflags = (Rflags)input.Flags;
        _state.Rip = _address;
        _memory.Write(_window, (ReadOnlySpan<byte>)input.Window);
        _core.Load(in _state);
        CoreExitKind exit = Step();
        ref readonly CoreState after = ref _core.Current;
        for (int register = 0; register < RegisterWords.Count; register++)
        {
            result.Registers[register] = after.Registers[register];
        }

        result.Flags = (ulong)after.Rflags;
        result.Landing = (ulong)LandingAt(after.Rip);
        _memory.Read(_window, (Span<byte>)result.Window);
        return exit;
    }

    /// <summary>A repeated string instruction may take a step for each element.</summary>
    private CoreExitKind Step()
    {
        CoreExitKind exit = CoreExitKind.BudgetExhausted;
        for (int step = 0; step < MaxSteps && exit == CoreExitKind.BudgetExhausted; step++)
        {
            exit = _core.Run(budget: 1).Kind;
            if (_core.Current.Rip != _address)
            {
                break;
            }
        }

        return exit;
    }

    private Landing LandingAt(ulong rip)
    {
        ulong slot = Arena.SlotOf(_bits);
        return rip == _behind ? Landing.Next
            : rip == _address - slot + Arena.PadOf(_bits, Landing.Ahead) ? Landing.Ahead
            : rip == _address - slot + Arena.PadOf(_bits, Landing.Back) ? Landing.Back
            : Landing.Elsewhere;
    }

    private void SetSegments(ulong start)
    {
        bool isLong = _bits == 64;
        uint limit = isLong ? uint.MaxValue : Arena.Size - 1;
        SegmentAttributes width = _bits == 32 ? SegmentAttributes.Big : SegmentAttributes.None;
        SegmentAttributes code = (SegmentAttributes)0xFB | (isLong ? SegmentAttributes.Code64 : width);
        SegmentAttributes data = (SegmentAttributes)0xF3 | width;
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            bool isCode = register == (int)SegmentRegister.Cs;
            ushort selector = (ushort)(isCode ? 0x33 : 0x2B);
            _state.Segments[register] = new Segment(start, limit, selector, isCode ? code : data);
        }
    }
}
