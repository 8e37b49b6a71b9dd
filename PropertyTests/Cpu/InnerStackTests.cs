using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class InnerStackTests
{
    private const int Selector = 0x100;
    private const int Gate = 0x140;
    private const ulong Target = 0x9800;

    // The selector of the inner stack, its type and DPL, the limit of the TSS.
    [Theory]
    [InlineData(0x151, 0x93, 1, 0x67, -1, 0)]
    [InlineData(0x151, 0x93, 1, 0x11, -1, 0)]
    [InlineData(0x151, 0x93, 1, 0x10, 10, 0x38)]
    [InlineData(0x001, 0x93, 1, 0x67, 10, 0)]
    [InlineData(0x150, 0x93, 1, 0x67, 10, 0x150)]
    [InlineData(0x401, 0x93, 1, 0x67, 10, 0x400)]
    [InlineData(0x151, 0x93, 0, 0x67, 10, 0x150)]
    [InlineData(0x151, 0x91, 1, 0x67, 10, 0x150)]
    [InlineData(0x151, 0x9B, 1, 0x67, 10, 0x150)]
    [InlineData(0x151, 0x13, 1, 0x67, 12, 0x150)]
    public void A_wrong_inner_stack_is_TS_that_names_it_and_an_absent_one_SS(
        int stack, int type, int dpl, uint taskLimit, int vector, uint errorCode)
    {
        SegmentRig rig = RigForInnerStack(stack);
        rig.Describe(0x150, type, dpl);
        ref Segment task = ref rig.State.Segments[(int)SegmentRegister.Tr];
        task = task with { Limit = taskLimit };
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate | 3, Target));
        if (vector == CoreRig.None)
        {
            Assert.Equal((Target, 0x7A00UL - 16), (rig.After.Rip, rig.After.Rsp));
        }
        else
        {
            rig.ShouldFault(vector, errorCode);
        }
    }

    [Fact]
    public void Without_room_on_the_inner_stack_the_call_is_SS_that_names_it()
    {
        SegmentRig rig = RigForInnerStack(stack: 0x151);
        rig.Describe(0x150, SegmentRig.Data, level: 1, limit: 0x79FE);
        rig.DescribeGate(Gate, Selector, 0xDEAD_0000, type: 0x8C, level: 3);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate | 3, Target));
        rig.ShouldFault(12, 0x150);

        rig.Describe(0x150, SegmentRig.Data, level: 1, limit: 0x79FF);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate | 3, Target));
        rig.ShouldFault(13);
    }

    private static SegmentRig RigForInnerStack(int stack)
    {
        SegmentRig rig = FarTransfers.RigWith(SegmentMode.Protected32, cpl: 3, Selector, SegmentRig.Code, dpl: 1);
        rig.DescribeGate(Gate, Selector, Target, type: 0x8C, level: 3);
        rig.Memory.Write(CoreRig.Tss + 12, 0x7A00U);
        rig.Memory.Write(CoreRig.Tss + 16, (ushort)stack);
        return rig;
    }
}
