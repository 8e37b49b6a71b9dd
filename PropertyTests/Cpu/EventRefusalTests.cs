using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>What becomes of an event whose gate, handler or stack is no good.</summary>
public sealed class EventRefusalTests
{
    private const byte Vector = 0x20;
    private const ulong GateCode = (Vector << 3) | 2;
    private const byte InvalidTss = 10, NotPresent = 11, Stack = 12, Protection = 13;

    // The gate: its type, whether it is present, the handler's selector; and what delivery through it raises.
    public static TheoryData<CoreMode, int, bool, ushort, byte, ulong> Gates => new()
    {
        { CoreMode.Protected32, 0, true, ModeRig.Code32, Protection, GateCode },
        { CoreMode.Protected32, 12, true, ModeRig.Code32, Protection, GateCode },
        { CoreMode.Protected32, 31, true, ModeRig.Code32, Protection, GateCode },
        { CoreMode.Protected32, 12, false, ModeRig.Code32, Protection, GateCode },
        { CoreMode.Protected32, 14, false, ModeRig.Code32, NotPresent, GateCode },
        { CoreMode.Protected32, 5, false, ModeRig.Code32, NotPresent, GateCode },
        { CoreMode.Protected32, 14, true, 3, Protection, 0 },
        { CoreMode.Protected32, 14, true, ModeRig.BeyondLimit, Protection, ModeRig.BeyondLimit },
        { CoreMode.Protected32, 14, true, ModeRig.Data32, Protection, ModeRig.Data32 },
        { CoreMode.Protected32, 14, true, ModeRig.TaskState, Protection, ModeRig.TaskState },
        { CoreMode.Protected32, 14, true, ModeRig.UserCode32, Protection, ModeRig.UserCode32 & ~3 },
        { CoreMode.Protected32, 14, true, ModeRig.AbsentCode, NotPresent, ModeRig.AbsentCode },
        { CoreMode.Protected32, 14, true, ModeRig.ShortCode, Protection, 0 },
        { CoreMode.Long64, 6, true, ModeRig.Code64, Protection, GateCode },
        { CoreMode.Long64, 7, true, ModeRig.Code64, Protection, GateCode },
        { CoreMode.Long64, 5, true, ModeRig.Code64, Protection, GateCode },
        { CoreMode.Long64, 14, false, ModeRig.Code64, NotPresent, GateCode },
        { CoreMode.Long64, 14, true, 0, Protection, 0 },
        { CoreMode.Long64, 14, true, ModeRig.Code32, Protection, ModeRig.Code32 },
        { CoreMode.Long64, 14, true, ModeRig.CodeOfTwoWidths, Protection, ModeRig.CodeOfTwoWidths },
        { CoreMode.Long64, 14, true, ModeRig.UserCode64, Protection, ModeRig.UserCode64 & ~3 },
        { CoreMode.Compatibility32, 14, true, ModeRig.Code32, Protection, ModeRig.Code32 },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void A_bad_gate_or_handler_raises_an_error_that_names_it_with_EXT_unless_software_asked(
        CoreMode mode, int type, bool present, ushort selector, byte raised, ulong errorCode)
    {
        int size = mode == CoreMode.Protected32 ? 4 : 8;
        foreach (CpuEvent injected in (CpuEvent[])
            [CpuEvent.ExternalInterrupt(Vector), CpuEvent.Fault(Vector, 0), CpuEvent.Software(Vector, 2)])
        {
            ulong external = injected.Kind == CpuEventKind.Software ? 0UL : 1;
            var rig = new ModeRig(mode);
            rig.SetGate(Vector, type, selector, present: present);

            Assert.True(rig.Inject(injected));
            rig.AssertFault(raised, errorCode | external, size);
            Assert.Equal(CoreRig.Code, rig.Words(size, 2)[1]);
        }
    }

    [Theory]
    [InlineData(CoreMode.Protected32, 4)]
    [InlineData(CoreMode.Long64, 8)]
    public void A_vector_beyond_the_IDT_is_GP_that_names_it(CoreMode mode, int size)
    {
        var rig = new ModeRig(mode);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(0xFF)));
        rig.AssertFault(Protection, (0xFF << 3) | 3, size);
        rig.State.Idtr = rig.State.Idtr with { Limit = (ushort)(rig.State.Idtr.Limit - 1) };
        Assert.True(rig.Inject(CpuEvent.Software(0x3F, 2)));
        rig.AssertFault(Protection, (0x3F << 3) | 2, size);
    }

    [Fact]
    public void A_vector_beyond_the_IDT_is_GP_in_real_mode_too()
    {
        var rig = new ModeRig(CoreMode.Real16);
        rig.State.Idtr = rig.State.Idtr with { Limit = (0x20 * 4) + 2 };

        Assert.True(rig.Inject(CpuEvent.Software(0x20, 2)));
        Assert.Equal((13, CoreRig.Code), (rig.Entered, rig.Words(2, 1)[0]));
    }

    [Theory]
    [InlineData(CoreMode.Protected32, 4)]
    [InlineData(CoreMode.Long64, 8)]
    [InlineData(CoreMode.Compatibility32, 8)]
    public void The_level_of_a_gate_bars_software_and_nothing_else(CoreMode mode, int size)
    {
        var rig = new ModeRig(mode, level: 3);
        foreach (CpuEvent free in (CpuEvent[])
            [CpuEvent.ExternalInterrupt(1), CpuEvent.PrivilegedSoftware(1), CpuEvent.Fault(1, 0)])
        {
            Assert.True(rig.Inject(free));
            Assert.Equal(1, rig.Entered);
        }

        rig.SetGate(1, level: 2);
        Assert.True(rig.Inject(CpuEvent.Software(1, 2)));
        rig.AssertFault(Protection, (1 << 3) | 2, size);
        rig.SetGate(1, level: 3);
        Assert.True(rig.Inject(CpuEvent.Software(1, 2)));
        Assert.Equal(1, rig.Entered);
    }

    // The SS of the TSS, and what it raises by way of a gate to level 0 from level 3.
    [Theory]
    [InlineData(0, InvalidTss, 0)]
    [InlineData(ModeRig.BeyondLimit, InvalidTss, ModeRig.BeyondLimit)]
    [InlineData(ModeRig.Data32 | 3, InvalidTss, ModeRig.Data32)]
    [InlineData(ModeRig.UserData32 & ~3, InvalidTss, ModeRig.UserData32 & ~3)]
    [InlineData(ModeRig.Code32, InvalidTss, ModeRig.Code32)]
    [InlineData(ModeRig.ReadOnlyData, InvalidTss, ModeRig.ReadOnlyData)]
    [InlineData(ModeRig.AbsentData, Stack, ModeRig.AbsentData)]
    public void A_bad_stack_segment_in_the_TSS_raises_TS_or_SS(ushort selector, byte raised, ulong errorCode)
    {
        var rig = new ModeRig(CoreMode.Protected32, level: 3);
        UseConformingHandlers(rig);
        rig.Memory.Write(CoreRig.Tss + 8, selector);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        rig.AssertFault(raised, errorCode | 1, 4);
    }

    [Theory]
    [InlineData(0xB, 8, InvalidTss, ModeRig.TaskState)]
    [InlineData(0xB, 9, Vector, 0)]
    [InlineData(0x3, 4, InvalidTss, ModeRig.TaskState)]
    [InlineData(0x3, 5, Vector, 0)]
    public void A_TSS_that_ends_before_its_stack_raises_TS_that_names_it(
        int type, uint limit, byte entered, ulong errorCode)
    {
        var rig = new ModeRig(CoreMode.Protected32, level: 3);
        UseConformingHandlers(rig);
        rig.Memory.Write(CoreRig.Tss + 2, [0x00, 0x68, (byte)ModeRig.Data16, 0]);
        if (type == 0xB)
        {
            rig.Memory.Write(CoreRig.Tss + 4, [0x00, 0x68, 0, 0, (byte)ModeRig.Data32, 0]);
        }

        var attributes = (SegmentAttributes)(0x80 | type);
        rig.State.Segments[(int)SegmentRegister.Tr] = new Segment(CoreRig.Tss, limit, ModeRig.TaskState, attributes);
        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        Assert.Equal(entered, rig.Entered);
        if (entered == InvalidTss)
        {
            rig.AssertFault(entered, errorCode | 1, 4);
        }
    }

    [Fact]
    public void A_stack_without_room_raises_SS_before_anything_is_written()
    {
        var rig = new ModeRig(CoreMode.Protected32, level: 3);
        UseConformingHandlers(rig);
        rig.Memory.Write(CoreRig.Gdt + ModeRig.Data32, 0x0040930000000013UL); // twenty bytes of stack
        rig.Memory.Write(CoreRig.Tss + 4, 16U);
        byte[] before = Bytes(rig, 0, 16);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        rig.AssertFault(Stack, ModeRig.Data32 | 1, 4);
        Assert.Equal(before, Bytes(rig, 0, 16));
    }

    [Theory]
    [InlineData(0x0000_8000_0000_0000UL, Stack, 1UL)]
    [InlineData(0x0000_8000_0000_0010UL, Stack, 1UL)]
    [InlineData(0xFFFF_7FFF_FFFF_FFFFUL, Stack, 1UL)]
    public void A_stack_that_is_not_canonical_raises_SS(ulong top, byte raised, ulong errorCode)
    {
        var rig = new ModeRig(CoreMode.Long64);
        rig.SetGate(Vector, stack: 1);
        rig.Memory.Write(CoreRig.Tss + 0x24, top);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        rig.AssertFault(raised, errorCode, 8);
    }

    [Fact]
    public void A_handler_that_is_not_canonical_raises_GP()
    {
        var rig = new ModeRig(CoreMode.Long64);
        rig.Memory.Write(CoreRig.Idt64 + (Vector * 16) + 8, 0x8000UL);

        Assert.True(rig.Inject(CpuEvent.Software(Vector, 2)));
        rig.AssertFault(Protection, 0, 8);
    }

    [Fact]
    public void A_page_fault_on_the_stack_leaves_its_address_in_CR2_and_RSP_as_it_was()
    {
        const ulong Page = 0x2_0000;
        var rig = new ModeRig(CoreMode.Long64);
        rig.SetGate(Vector, stack: 1);
        rig.Memory.Write(CoreRig.Tss + 0x24, Page + 0x1010);
        rig.Rig.SetPage(Page, 0);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        rig.AssertFault(14, 2, 8);
        Assert.Equal(Page + 0xFF8, rig.After.Cr2);
        Assert.Equal(CoreRig.StackTop, rig.Words(8, 5)[4]);
    }

    [Theory]
    [InlineData(ModeRig.Conforming)]
    [InlineData(ModeRig.Code1 & ~3)]
    [InlineData(ModeRig.UserCode32 & ~3)]
    public void Virtual_8086_mode_is_left_to_level_0_or_not_at_all(ushort selector)
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.SetGate(Vector, selector: selector);

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        rig.AssertFault(Protection, selector | 1UL, 4);
    }

    [Fact]
    public void A_task_gate_is_what_the_core_lacks()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.SetGate(Vector, ModeRig.TaskGate, ModeRig.TaskState);

        Assert.False(rig.Inject(CpuEvent.ExternalInterrupt(Vector)));
        Assert.Equal(CoreExitKind.Unimplemented, rig.Rig.Core.Run(1).Kind);
    }

    /// <summary>Lets the handlers of what is raised run without the TSS that is being broken.</summary>
    private static void UseConformingHandlers(ModeRig rig)
    {
        foreach (byte vector in (byte[])[InvalidTss, NotPresent, Stack, Protection])
        {
            rig.SetGate(vector, selector: ModeRig.Conforming);
        }
    }

    private static byte[] Bytes(ModeRig rig, ulong address, int count)
    {
        byte[] bytes = new byte[count];
        rig.Memory.Read(address, bytes);
        return bytes;
    }
}
