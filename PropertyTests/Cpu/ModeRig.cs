using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>
/// A <see cref="CoreRig"/> for every mode that a core can be in, with a GDT that has a segment of each kind, good and
/// bad, and with gates that a test can set.
/// </summary>
internal sealed class ModeRig
{
    internal const ushort Code32 = 0x08, Data32 = 0x10, UserCode32 = 0x1B, UserData32 = 0x23;
    internal const ushort Code64 = 0x28, UserCode64 = 0x33, TaskState = 0x38;
    internal const ushort Code16 = 0x40, Data16 = 0x48, UserCode16 = 0x53, UserData16 = 0x5B;
    internal const ushort Conforming = 0x60, AbsentCode = 0x68, Code1 = 0x71, Data1 = 0x79, AbsentData = 0x80;
    internal const ushort CodeOfTwoWidths = 0x88, ReadOnlyData = 0x90, ShortCode = 0x98, Conforming64 = 0xA0;
    internal const ushort AbsentUserData = 0xAB, BeyondLimit = 0xF8;

    internal const int Interrupt16 = 6, Trap16 = 7, Interrupt = 14, Trap = 15, TaskGate = 5;
    internal const ulong SmallStack = 0x6800;

    private const ushort CodeOfLevel = 0xB0, DataOfLevel = 0xB8;
    private const ulong GateVectors = 0x40;
    private const Rflags AllOnes = Rflags.One | Rflags.Carry | Rflags.Interrupt | Rflags.Overflow;

    // The order is that of the selectors above, from 0x40 on.
    private static readonly ulong[] MoreDescriptors =
    [
        0x00009B000000FFFF, 0x000093000000FFFF, 0x0000FB000000FFFF, 0x0000F3000000FFFF,
        0x00CF9F000000FFFF, 0x00CF1B000000FFFF, 0x00CFBB000000FFFF, 0x00CFB3000000FFFF, 0x00CF13000000FFFF,
        0x00EF9B000000FFFF, 0x00CF91000000FFFF, 0x00409B00000000FF, 0x00AF9F000000FFFF, 0x00CF73000000FFFF,
    ];

    private readonly CoreRig _rig;
    private readonly bool _isLong;

    internal ModeRig(CoreMode mode, int level = 0, CorePlatform? platform = null)
    {
        _isLong = mode is CoreMode.Long64 or CoreMode.Compatibility16 or CoreMode.Compatibility32;
        GuestMode guestMode = mode == CoreMode.Real16 ? GuestMode.Real16
            : _isLong ? GuestMode.Long64 : GuestMode.Protected32;
        _rig = new CoreRig(guestMode, level == 0 ? Privilege.Kernel : Privilege.User, platform);
        for (int i = 0; i < MoreDescriptors.Length; i++)
        {
            Memory.Write(CoreRig.Gdt + Code16 + (ulong)(8 * i), MoreDescriptors[i]);
        }

        State.Rflags = AllOnes;
        State.Gdtr = new DescriptorTable(CoreRig.Gdt, BeyondLimit - 1);
        if (guestMode != GuestMode.Real16)
        {
            State.Idtr = State.Idtr with { Limit = (ushort)((GateVectors * (_isLong ? 16UL : 8UL)) - 1) };
            for (byte vector = 0; vector < GateVectors; vector++)
            {
                SetGate(vector);
            }
        }

        if (mode == CoreMode.Virtual8086)
        {
            EnterVirtual();
        }
        else if (mode is CoreMode.Protected16 or CoreMode.Compatibility16)
        {
            LoadSegments(level == 0 ? Code16 : UserCode16, level == 0 ? Data16 : UserData16);
        }
        else if (mode == CoreMode.Compatibility32)
        {
            LoadSegments(level == 0 ? Code32 : UserCode32, level == 0 ? Data32 : UserData32);
        }
    }

    internal ref CoreState State => ref _rig.State;

    internal ref readonly CoreState After => ref _rig.After;

    internal Implementation.Emulator.Memory.GuestMemory Memory => _rig.Memory;

    internal CoreRig Rig => _rig;

    /// <summary>The vector whose handler RIP is at.</summary>
    internal int Entered => (int)(After.Rip - CoreRig.Handlers);

    /// <summary>Sets a gate to the usual handler of its vector.</summary>
    internal void SetGate(
        byte vector, int type = Interrupt, ushort? selector = null, int level = 0, bool present = true, int stack = 0)
    {
        ulong offset = CoreRig.Handlers + vector;
        ulong access = (byte)type | ((ulong)level << 5) | (present ? 0x80UL : 0);
        ulong code = selector ?? (_isLong ? Code64 : Code32);
        ulong size = _isLong ? 16UL : 8UL;
        Memory.Write(State.Idtr.Base + (vector * size), offset | (code << 16) | ((ulong)stack << 32) | (access << 40));
    }

    /// <summary>Loads the state and delivers; tells whether that worked.</summary>
    internal bool Inject(CpuEvent injected)
    {
        Load();
        return _rig.Core.Inject(injected);
    }

    /// <summary>Executes so many instructions from <see cref="CoreRig.Code"/>, by default one.</summary>
    internal CoreExit Step(byte[] code, long budget = 1)
    {
        Memory.Write(CoreRig.Code, code);
        Load();
        return _rig.Core.Run(budget);
    }

    /// <summary>Words of the current stack, from the top, whose segment has base 0.</summary>
    internal ulong[] Words(int size, int count) =>
        [.. Enumerable.Range(0, count).Select(word => ReadWord(After.Rsp + (ulong)(word * size), size))];

    /// <summary>Puts words on the stack that the state has, the first one lowest.</summary>
    internal void Put(int size, params ulong[] words)
    {
        ulong address = State.Rsp;
        foreach (ulong word in words)
        {
            Memory.Write(address, BitConverter.GetBytes(word).AsSpan(0, size));
            address += (ulong)size;
        }
    }

    internal ushort SelectorOf(SegmentRegister register) => After.SegmentOf(register).Selector;

    internal void AssertFault(byte vector, ulong errorCode, int size)
    {
        Assert.Equal(vector, Entered);
        Assert.Equal(errorCode, ReadWord(After.Rsp, size));
    }

    /// <summary>Moves a state of level 0 to any level, with code and data of the same kind of that level.</summary>
    internal void EnterLevel(int level)
    {
        ushort code = DescribeAt(CodeOfLevel, State.SegmentOf(SegmentRegister.Cs).Selector, level);
        ushort data = DescribeAt(DataOfLevel, State.SegmentOf(SegmentRegister.Ss).Selector, level);
        LoadSegments(code, data);
        State.Segments[(int)SegmentRegister.Ds] = State.Segments[(int)SegmentRegister.Es] = SegmentOf(data);
        State.PrivilegeLevel = level;
    }

    /// <summary>Loads CS and SS from the GDT, as a far transfer would have.</summary>
    internal void LoadSegments(ushort code, ushort stack)
    {
        State.Segments[(int)SegmentRegister.Cs] = SegmentOf(code);
        State.Segments[(int)SegmentRegister.Ss] = SegmentOf(stack);
    }

    internal Segment SegmentOf(ushort selector)
    {
        ulong raw = Memory.Read<ulong>(CoreRig.Gdt + (selector & ~7UL));
        bool pages = (raw >> 55 & 1) != 0;
        var attributes = (SegmentAttributes)((ushort)(raw >> 40) & 0xF0FF);
        uint units = (uint)(raw & 0xFFFF) | (uint)(raw >> 32 & 0xF0000);
        return new Segment(0, pages ? (units << 12) | 0xFFF : units, selector, attributes);
    }

    /// <summary>Writes a descriptor like that of level 0, but of another level, and returns its selector.</summary>
    private ushort DescribeAt(ushort selector, ushort model, int level)
    {
        ulong raw = Memory.Read<ulong>(CoreRig.Gdt + (model & ~7UL));
        Memory.Write(CoreRig.Gdt + selector, raw | ((ulong)level << 45));
        return (ushort)(selector | level);
    }

    private ulong ReadWord(ulong address, int size) => size switch
    {
        2 => Memory.Read<ushort>(address),
        4 => Memory.Read<uint>(address),
        _ => Memory.Read<ulong>(address),
    };

    private void Load() => _rig.Core.Load(in State);

    private void EnterVirtual()
    {
        State.Rflags |= Rflags.Virtual8086;
        State.PrivilegeLevel = 3;
        ushort[] selectors = [0x1111, 0, 0, 0x2222, 0x3333, 0x4444];
        for (int register = 0; register < selectors.Length; register++)
        {
            ushort selector = selectors[register];
            State.Segments[register] =
                new Segment((ulong)selector << 4, 0xFFFF, selector, (SegmentAttributes)0xF3);
        }
    }
}
