using MsrSpec.Implementation.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FramePointerTests
{
    private const int Rbp = 5;

    [Fact]
    public void Enter_with_32_bit_operands_on_a_16_bit_stack_writes_all_of_EBP_from_ESP()
    {
        CoreRig rig = new(GuestMode.Real16, Privilege.Kernel);
        rig.State.Rsp = 0xABCD_7000;
        rig.State.Registers[Rbp] = 0x1234_5678;
        Assert.Equal(CoreExitKind.Halt, rig.Run([0x66, 0xC8, 0, 0, 0, 0xF4]).Kind);
        Assert.Equal(0xABCD_6FFCUL, rig.Register(Rbp));
        Assert.Equal(0xABCD_6FFCUL, rig.After.Rsp);
    }

    [Fact]
    public void Enter_with_16_bit_operands_on_a_32_bit_stack_keeps_the_upper_half_of_EBP()
    {
        CoreRig rig = new(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Registers[Rbp] = 0x1234_5678;
        Assert.Equal(CoreExitKind.Halt, rig.Run([0x66, 0xC8, 0, 0, 0, 0xF4]).Kind);
        Assert.Equal(0x1234_6FFEUL, rig.Register(Rbp));
        Assert.Equal(CoreRig.StackTop - 2, rig.After.Rsp);
    }
}
