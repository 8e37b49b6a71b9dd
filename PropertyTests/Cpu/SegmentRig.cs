using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>
/// A <see cref="CoreRig"/> in any mode and at any level, with a GDT and an LDT that tests write descriptors into, and
/// which executes one instruction.
/// </summary>
internal sealed class SegmentRig
{
    internal const ulong Gdt = 0xE000;
    internal const ulong Ldt = 0xF000;
    internal const uint GdtLimit = 0x3FF;
    internal const uint LdtLimit = 0xFF;
    internal const ulong InnerStack = 0x7800;

    // Types of descriptors: present, level 0. The level is added at bit 5.
    internal const int Data = 0x93;
    internal const int ReadOnly = 0x91;
    internal const int Code = 0x9B;
    internal const int ExecuteOnly = 0x99;
    internal const int Conforming = 0x9F;
    internal const int Long = 0x2000;
    internal const int Big = 0x4000;

    private const int LocalBit = 4;

    private readonly CoreRig _rig;
    private readonly SegmentMode _mode;

    internal SegmentRig(SegmentMode mode, int level = 0)
    {
        _mode = mode;
        bool isLong = mode >= SegmentMode.Compatibility16;
        GuestMode guest = mode == SegmentMode.Real ? GuestMode.Real16
            : isLong ? GuestMode.Long64 : GuestMode.Protected32;
        bool isUser = level == 3 || mode == SegmentMode.Virtual;
        _rig = new CoreRig(guest, isUser ? Privilege.User : Privilege.Kernel);
        for (ulong old = 0; old < 0x48; old += 8)
        {
            Memory.Write(Gdt + old, Memory.Read<ulong>(CoreRig.Gdt + old));
        }

        State.Gdtr = new DescriptorTable(Gdt, (ushort)GdtLimit);
        State.Segments[(int)SegmentRegister.Ldtr] = new Segment(Ldt, LdtLimit, 0x40, (SegmentAttributes)0x82);
        if (mode == SegmentMode.Virtual)
        {
            EnterVirtual();
        }
        else if (mode != SegmentMode.Real)
        {
            SetCode(level);
        }
    }

    internal static int[] Levels => [0, 3];

    internal static SegmentMode[] Shifting => [SegmentMode.Real, SegmentMode.Virtual];

    internal static SegmentMode[] Describing =>
        [SegmentMode.Protected16, SegmentMode.Protected32, SegmentMode.Compatibility16, SegmentMode.Compatibility32,
            SegmentMode.Long64];

    internal GuestMemory Memory => _rig.Memory;

    internal CoreRig Base => _rig;

    internal ref CoreState State => ref _rig.State;

    internal ref readonly CoreState After => ref _rig.After;

    /// <summary>The vector that was delivered, or -1.</summary>
    internal int Caught => After.Rip is >= CoreRig.Handlers and < CoreRig.Handlers + 256
        ? (int)(After.Rip - CoreRig.Handlers)
        : CoreRig.None;

    internal int Bitness => _mode switch
    {
        SegmentMode.Long64 => 64,
        SegmentMode.Protected32 or SegmentMode.Compatibility32 => 32,
        _ => 16,
    };

    internal ulong FsBase => _rig.Msrs.FsBase;

    internal ulong GsBase => _rig.Msrs.GsBase;

    /// <summary>Writes a code, data or system descriptor of the level given.</summary>
    internal void Describe(int selector, int attributes, int level = 0, uint address = 0, uint limit = 0xFFFF)
    {
        ulong raw = (limit & 0xFFFF) | ((address & 0xFFFFFFUL) << 16)
            | ((ulong)(uint)(attributes | (level << 5)) << 40) | ((limit & 0xF0000UL) << 32)
            | ((address & 0xFF000000UL) << 32);
        WriteDescriptor(selector, raw);
    }

    /// <summary>Writes a call gate; of sixteen bytes in long mode.</summary>
    internal void DescribeGate(int selector, int target, ulong offset, int type, int level, int parameters = 0)
    {
        ulong raw = (offset & 0xFFFF) | ((ulong)(ushort)target << 16) | ((ulong)parameters << 32)
            | ((ulong)(uint)(type | (level << 5)) << 40) | ((offset & 0xFFFF0000) << 32);
        WriteDescriptor(selector, raw);
        if (_mode >= SegmentMode.Compatibility16)
        {
            WriteDescriptor(selector + 8, offset >> 32);
        }
    }

    internal void WriteDescriptor(int selector, ulong raw) => Memory.Write(AddressOf(selector), raw);

    internal ulong ReadDescriptor(int selector) => Memory.Read<ulong>(AddressOf(selector));

    /// <summary>Executes one instruction that is assembled for the width of the mode's code.</summary>
    internal CoreExit Step(Action<Assembler> write)
    {
        var assembler = new Assembler(Bitness);
        write(assembler);
        using var stream = new MemoryStream();
        _ = assembler.Assemble(new StreamCodeWriter(stream), CoreRig.Code);
        return Step(stream.ToArray());
    }

    internal CoreExit Step(params byte[] code) => _rig.Run(code, budget: 1);

    /// <summary>Checks that a fault was delivered at the instruction, and that nothing else has happened.</summary>
    internal void ShouldFault(int vector, uint errorCode = 0)
    {
        Assert.Equal(vector, Caught);
        bool hasCode = _mode != SegmentMode.Real && vector is not 6;
        if (hasCode)
        {
            Assert.Equal((ulong)errorCode, _rig.StackWord(0));
        }

        Assert.Equal(CoreRig.Code, _rig.StackWord(hasCode ? 1 : 0));
        for (int register = 0; register < 16; register++)
        {
            Assert.True(register == RegisterFile.Rsp || State.Registers[register] == After.Registers[register]);
        }

        for (int segment = 0; _mode != SegmentMode.Virtual && segment < SegmentFile.Count; segment++)
        {
            bool isSwitched = segment is (int)SegmentRegister.Cs or (int)SegmentRegister.Ss;
            Assert.True(isSwitched || State.Segments[segment] == After.Segments[segment]);
        }
    }

    /// <summary>Checks that the instruction has retired, with execution going on behind it.</summary>
    internal void ShouldPass(int length)
    {
        Assert.Equal(CoreRig.None, Caught);
        Assert.Equal(CoreRig.Code + (ulong)length, After.Rip);
    }

    private static ulong AddressOf(int selector) =>
        ((selector & LocalBit) != 0 ? Ldt : Gdt) + (ulong)(selector & ~7);

    private void EnterVirtual()
    {
        State.Rflags |= Rflags.Virtual8086;
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            State.Segments[register] = new Segment(0, 0xFFFF, 0, (SegmentAttributes)0xF3);
        }
    }

    private void SetCode(int level)
    {
        int width = Bitness == 64 ? Long : Bitness == 32 ? Big : 0;
        ref Segment code = ref State.Segments[(int)SegmentRegister.Cs];
        int selector = (code.Selector & ~3) | level;
        code = new Segment(0, uint.MaxValue, (ushort)selector, (SegmentAttributes)(0x809B | (level << 5) | width));
        ref Segment stack = ref State.Segments[(int)SegmentRegister.Ss];
        stack = stack with { Selector = (ushort)((stack.Selector & ~3) | level) };
        stack = stack with { Attributes = (SegmentAttributes)(0xC093 | (level << 5)) };
        State.PrivilegeLevel = level;
    }
}
