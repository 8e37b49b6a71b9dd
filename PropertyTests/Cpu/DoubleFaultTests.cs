using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>The manuals' table of what two exceptions make, in long mode, where a gate can fail in every way.</summary>
public sealed class DoubleFaultTests
{
    private const byte DoubleFault = 8, PageFault = 14;
    private const ulong NowhereStack = 0x8_0000;

    private static readonly byte[] Seconds = [10, 11, 12, 13, PageFault];

    public static TheoryData<CpuEvent, byte> Benign => Pairs(
    [
        CpuEvent.DebugFault, CpuEvent.DebugTrap, CpuEvent.NonMaskable, CpuEvent.PrivilegedSoftware(1),
        CpuEvent.Fault(5, 0), CpuEvent.Fault(6, 0), CpuEvent.Fault(7, 0), CpuEvent.Fault(16, 0),
        CpuEvent.Fault(17, 0), CpuEvent.MachineCheck, CpuEvent.Fault(19, 0),
        CpuEvent.Software(3, 1), CpuEvent.Software(4, 1), CpuEvent.Software(0, 2), CpuEvent.Software(9, 2),
        CpuEvent.ExternalInterrupt(0x20), CpuEvent.ExternalInterrupt(0),
    ]);

    public static TheoryData<CpuEvent, byte> Contributory => Pairs(
        [CpuEvent.Fault(0, 0), CpuEvent.Fault(10, 0), CpuEvent.Fault(11, 0), CpuEvent.Fault(12, 0),
            CpuEvent.Fault(13, 0)]);

    public static TheoryData<byte> SecondVectors => new(Seconds);

    [Theory]
    [MemberData(nameof(Benign))]
    public void After_an_interrupt_or_a_benign_exception_the_second_is_handled_alone(CpuEvent first, byte second)
    {
        ModeRig rig = CreateRig();
        Break(rig, first.Vector, second);

        Assert.True(rig.Inject(first));
        Assert.Equal(second, rig.Entered);
    }

    [Theory]
    [MemberData(nameof(Contributory))]
    public void Two_contributory_exceptions_make_a_double_fault_and_a_page_fault_is_handled_alone(
        CpuEvent first, byte second)
    {
        ModeRig rig = CreateRig();
        Break(rig, first.Vector, second);

        Assert.True(rig.Inject(first));
        Assert.Equal(second == PageFault ? PageFault : DoubleFault, rig.Entered);
        Assert.Equal(CoreRig.Code, rig.Words(8, 2)[1]);
        Assert.Equal(second == PageFault ? 2UL : 0, rig.Words(8, 1)[0]);
    }

    [Theory]
    [MemberData(nameof(SecondVectors))]
    public void A_page_fault_and_any_of_them_make_a_double_fault(byte second)
    {
        ModeRig rig = CreateRig();
        Break(rig, PageFault, second);

        Assert.True(rig.Inject(CpuEvent.Fault(PageFault, 0)));
        rig.AssertFault(DoubleFault, 0, 8);
    }

    [Theory]
    [MemberData(nameof(SecondVectors))]
    public void Any_of_them_on_the_way_to_the_double_fault_shuts_the_core_down(byte second)
    {
        ModeRig rig = CreateRig();
        Break(rig, 13, 13);
        Break(rig, DoubleFault, second);

        Assert.False(rig.Inject(CpuEvent.Fault(13, 0)));
        Assert.Equal(CoreExitKind.Shutdown, rig.Rig.Core.Run(1).Kind);
        Assert.Equal((CoreRig.Code, CoreRig.StackTop), (rig.After.Rip, rig.After.Rsp));
    }

    [Fact]
    public void The_second_exception_is_the_first_of_the_next_pair()
    {
        ModeRig rig = CreateRig();
        Break(rig, 6, 13);
        Break(rig, 13, 11);
        Assert.True(rig.Inject(CpuEvent.Fault(6, 0)));
        rig.AssertFault(DoubleFault, 0, 8);

        rig = CreateRig();
        Break(rig, 13, PageFault);
        Break(rig, PageFault, 11);
        Assert.True(rig.Inject(CpuEvent.Fault(13, 0)));
        rig.AssertFault(DoubleFault, 0, 8);
    }

    [Fact]
    public void The_second_exception_after_an_INT_counts_as_external_to_a_third()
    {
        ModeRig rig = CreateRig();
        Break(rig, 9, PageFault);
        rig.SetGate(PageFault, type: 0);
        Assert.True(rig.Inject(CpuEvent.Software(9, 2)));
        rig.AssertFault(DoubleFault, 0, 8);

        rig = new ModeRig(CoreMode.Protected32);
        rig.SetGate(9, selector: ModeRig.Data32);
        Assert.True(rig.Inject(CpuEvent.Software(9, 2)));
        rig.AssertFault(13, ModeRig.Data32, 4);
    }

    /// <summary>Makes delivery through the gate of one vector raise another.</summary>
    private static void Break(ModeRig rig, byte vector, byte raised)
    {
        switch (raised)
        {
            case 10:
                rig.SetGate(vector, stack: 7); // which the short TSS does not reach
                break;
            case 11:
                rig.SetGate(vector, present: false);
                break;
            case 12:
                rig.SetGate(vector, stack: 1);
                break;
            case 13:
                rig.SetGate(vector, type: 0);
                break;
            default:
                rig.SetGate(vector, stack: 2);
                break;
        }
    }

    private static ModeRig CreateRig()
    {
        var rig = new ModeRig(CoreMode.Long64);
        Segment tss = rig.State.SegmentOf(SegmentRegister.Tr);
        rig.State.Segments[(int)SegmentRegister.Tr] = tss with { Limit = 0x24 + (6 * 8) - 1 };
        rig.Memory.Write(CoreRig.Tss + 0x24, 1UL << 47);
        rig.Memory.Write(CoreRig.Tss + 0x2C, NowhereStack);
        rig.Rig.SetPage(NowhereStack - 0x1000, 0);
        return rig;
    }

    private static TheoryData<CpuEvent, byte> Pairs(CpuEvent[] firsts)
    {
        var pairs = new TheoryData<CpuEvent, byte>();
        foreach (CpuEvent first in firsts)
        {
            foreach (byte second in Seconds)
            {
                pairs.Add(first, second);
            }
        }

        return pairs;
    }
}
