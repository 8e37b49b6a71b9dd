using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// A core that is about to carry out an <see cref="AccessCase"/>. In front of the access the program reads and writes
/// its data, so that translations are cached; behind it it stores what it has read, and uses the data once more. The
/// handlers of debug exceptions and interrupts return; those of faults halt.
/// </summary>
internal sealed class AccessRig : IMsrPort
{
    /// <summary>Until when a program runs: behind its end, wherever that is.</summary>
    internal const long End = 40;

    internal const byte Vector = 0x1D;

    private const ulong Returning = 0x680;
    private const ulong Selector = CoreRig.Data + 0x800;
    private const ulong OtherData = 0x2_0000;
    private const ulong NoExecute = 1UL << 63;

    private readonly ModeRig _rig;
    private readonly bool _leaves;

    /// <summary>Puts a core at the start of the program.</summary>
    /// <param name="given">The access.</param>
    /// <param name="leaves">Whether the port leaves the access to user space.</param>
    internal AccessRig(AccessCase given, bool leaves)
    {
        Case = given;
        _leaves = leaves;
        _rig = new ModeRig(given.Mode);
        if (given.Mode is not (CoreMode.Real16 or CoreMode.Virtual8086))
        {
            _rig.EnterLevel(given.Level);
        }

        Msrs.KeepTime();
        Page = new MovingPage(Msrs);
        Core = new Core(
            Memory, Msrs, this, new CorePlatform(CpuModel.Default, OpenPortBus.Instance, Page, Interrupts));
        WriteHandlers();
        WriteProgram();
        SetState();
        Core.Load(in _rig.State);
    }

    /// <summary>What is carried out.</summary>
    internal AccessCase Case { get; }

    internal Core Core { get; }

    internal MsrFile Msrs => _rig.Rig.Msrs;

    internal GuestMemory Memory => _rig.Memory;

    internal ScriptedInterrupts Interrupts { get; } = new();

    internal MovingPage Page { get; }

    /// <summary>How often the port was asked.</summary>
    internal int Asked { get; set; }

    /// <summary>RAM.</summary>
    internal ReadOnlySpan<byte> Ram => Memory.CodeBytes(0, (int)Memory.Size);

    /// <summary>Everything that there is to see but RAM.</summary>
    internal string Parts =>
        $"{CoreDigest.Of(Core)}waiting {Interrupts.Waiting} {Interrupts.HasNonMaskable} asked {Asked} "
        + $"page {string.Join(' ', Page.Writes)}\n";

    /// <summary>The handler that an access which fails ends in.</summary>
    internal static ulong FaultHandler => CoreRig.Handlers + 13;

    public MsrAccessResult Read(uint index, out ulong value)
    {
        value = Case.Answer.Value;
        return Answer();
    }

    public MsrAccessResult Write(uint index, ulong value) => Answer();

    /// <summary>Does what the access does beside its answer; returns the error that user space answers with.</summary>
    internal byte Perform()
    {
        switch (Case.Effect)
        {
            case AccessEffect.None:
                break;
            case AccessEffect.Efer:
                _ = Msrs.GuestWrite(Msr.Efer, (ulong)(Msrs.Efer ^ EferBits.NoExecuteEnable));
                break;
            case AccessEffect.ApicBase:
                _ = Msrs.GuestWrite(Msr.ApicBase, Case.Page | MovingPage.Enabled);
                break;
            case AccessEffect.TimeStamp:
                _ = Msrs.GuestWrite(Msr.Tsc, 0x1234_5678);
                break;
            case AccessEffect.Mtrr:
                Memory.Write(EntryOf(CoreRig.Data), OtherData | 7);
                _ = Msrs.GuestWrite(Msr.MtrrDefType, 0x806);
                break;
        }

        if (!Case.IsRead)
        {
            Interrupts.Waiting = Case.Arrival == AccessArrival.Interrupt ? Vector : Interrupts.Waiting;
            Interrupts.HasNonMaskable |= Case.Arrival == AccessArrival.NonMaskable;
        }

        return Case.Answer.Error;
    }

    private MsrAccessResult Answer()
    {
        Asked++;
        return _leaves ? MsrAccessResult.Exit : Perform() == 0 ? MsrAccessResult.Done : MsrAccessResult.Fault;
    }

    private void WriteHandlers()
    {
        Memory.Write(Returning, Case.IsLong ? [0x48, 0xCF] : [0xCF]);
        foreach (byte vector in (byte[])[1, 2, Vector])
        {
            int size = Case.Mode == CoreMode.Real16 ? 4 : Case.IsLong ? 16 : 8;
            Memory.Write(_rig.State.Idtr.Base + (ulong)(vector * size), (ushort)Returning);
        }

        Memory.Write(OtherData, 0x7777_7777_7777_7777UL);
        if (Case.IsLong && Case.Effect == AccessEffect.Efer)
        {
            // Without NXE the bit is reserved, and the page faults whoever reaches for it.
            _ = Msrs.HostWrite(Msr.Efer, (ulong)(Msrs.Efer | EferBits.NoExecuteEnable));
            ulong page = Case.Page is CoreRig.Code or >= 0x10_0000 ? CoreRig.Data : Case.Page;
            Memory.Write(EntryOf(page), page | 7 | NoExecute);
        }
    }

    private void WriteProgram()
    {
        byte[] uses = [.. Move(0xA2, 8), .. Move(0xA0, 0), .. Move(0xA2, 0x10)];
        byte[] behind = [0x90, .. uses, 0x90, .. Enumerable.Repeat<byte>(0xF4, 30)];
        byte[] before = Case.Lead == 0
            ? []
            : [.. Enumerable.Repeat<byte>(0x90, Case.Lead - 1), .. Move(0xA0, 0), .. Move(0xA2, 0), .. Shadowing()];
        Memory.Write(CoreRig.Code, [.. before, .. Case.Code, .. behind]);
        ulong place = CoreRig.Code + (ulong)before.Length;
        ulong data = _rig.State.SegmentOf(SegmentRegister.Ds).Base + CoreRig.Data;
        DebugRegisters debug = _rig.State.Debug;
        debug[0] = place;
        debug[1] = data - CoreRig.Data + Selector;
        debug[2] = place + (ulong)Case.Code.Length;
        debug[3] = data + 8;
        ulong execution = (Case.Breakpoints & 3) switch { 0 => 0UL, 1 => 1, 2 => 1 << 4, _ => 0x11 };
        ulong ofSelector = Case.Holds && Case.Lead > 0 ? (1UL << 2) | (3UL << 20) : 0;
        ulong ofData = (Case.Breakpoints & 4) != 0 ? (1UL << 6) | (1UL << 28) : 0;
        debug[DebugRegisters.Control] = execution | ofSelector | ofData;
        _rig.State.Debug = debug;
    }

    private void SetState()
    {
        ref CoreState state = ref _rig.State;
        Memory.Write(
            state.SegmentOf(SegmentRegister.Ds).Base + Selector, state.SegmentOf(SegmentRegister.Ss).Selector);
        bool virtual8086 = Case.Mode == CoreMode.Virtual8086;
        bool startsInShadow = Case.Lead == 0;
        Rflags flags = Case.Flags | (virtual8086 ? Rflags.Virtual8086 : Rflags.None);
        state.Rflags = startsInShadow || Case.Shadow != InterruptShadow.Sti ? flags : flags & ~Rflags.Interrupt;
        state.Shadow = startsInShadow ? Case.Shadow : InterruptShadow.None;
        state.HeldBreakpoints = (byte)(state.Shadow == InterruptShadow.MovSs && Case.Holds ? 2 : 0);
        state.Registers[RegisterFile.Rax] = 0xA0A1_A2A3_A4A5_A6A7;
        state.Registers[RegisterFile.Rcx] = 0xC0C1_C2C3_0000_0174;
        state.Registers[RegisterFile.Rdx] = 0xD0D1_D2D3_D4D5_D6D7;
        state.Registers[RegisterFile.Rbx] = state.SegmentOf(SegmentRegister.Ss).Selector;
        if (Case.Arrival == AccessArrival.Timer)
        {
            Interrupts.Waiting = Vector;
            Interrupts.From = Case.Time;
        }
    }

    /// <summary>The instruction in front of the access, whose shadow that is in.</summary>
    private byte[] Shadowing() => Case.Shadow switch
    {
        InterruptShadow.None => [0x90],
        InterruptShadow.Sti => [0xFB],
        InterruptShadow.MovSs when !Case.Holds => [0x8E, 0xD3],
        InterruptShadow.MovSs => AddressBytes switch
        {
            2 => [0x8E, 0x16, .. BitConverter.GetBytes((ushort)Selector)],
            4 => [0x8E, 0x15, .. BitConverter.GetBytes((uint)Selector)],
            _ => [0x8E, 0x14, 0x25, .. BitConverter.GetBytes((uint)Selector)],
        },
    };

    /// <summary>MOV between AL and a byte of the data.</summary>
    private byte[] Move(byte opcode, ulong offset) =>
        [opcode, .. BitConverter.GetBytes(CoreRig.Data + offset).AsSpan(0, AddressBytes)];

    private int AddressBytes => Case.Mode switch
    {
        CoreMode.Long64 => 8,
        CoreMode.Protected32 or CoreMode.Compatibility32 => 4,
        CoreMode.Real16 or CoreMode.Protected16 or CoreMode.Virtual8086 or CoreMode.Compatibility16 => 2,
    };

    private static ulong EntryOf(ulong page) => CoreRig.PageTable + (page >> 12 << 3);
}
