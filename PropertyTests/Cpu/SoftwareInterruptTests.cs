using MsrSpec.Implementation.Emulator.Cpu;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SoftwareInterruptTests
{
    [Theory]
    [InlineData(CoreMode.Real16)]
    [InlineData(CoreMode.Protected16)]
    [InlineData(CoreMode.Protected32)]
    [InlineData(CoreMode.Compatibility32)]
    public void INTO_interrupts_only_on_overflow(CoreMode mode)
    {
        var rig = new ModeRig(mode);
        _ = rig.Step([0xCE, 0x90]);
        int size = mode == CoreMode.Real16 ? 2 : mode == CoreMode.Compatibility32 ? 8 : 4;
        Assert.Equal((4, CoreRig.Code + 1), (rig.Entered, rig.Words(size, 1)[0]));

        rig.State.Rflags = Rflags.One;
        _ = rig.Step([0xCE, 0x90]);
        Assert.Equal(CoreRig.Code + 1, rig.After.Rip);
    }

    [Fact]
    public void INTO_is_UD_in_64_bit_mode()
    {
        var rig = new ModeRig(CoreMode.Long64);
        _ = rig.Step([0xCE]);

        Assert.Equal((6, CoreRig.Code), (rig.Entered, rig.Words(8, 1)[0]));
    }

    [Theory]
    [InlineData(CoreMode.Protected32, 4)]
    [InlineData(CoreMode.Compatibility32, 8)]
    [InlineData(CoreMode.Long64, 8)]
    public void INT1_passes_a_gate_that_bars_INT_1(CoreMode mode, int size)
    {
        var rig = new ModeRig(mode, level: 3);
        _ = rig.Step([0xF1]);
        Assert.Equal((1, CoreRig.Code + 1), (rig.Entered, rig.Words(size, 1)[0]));

        _ = rig.Step([0xCD, 1]);
        rig.AssertFault(13, (1 << 3) | 2, size);
    }

    [Theory]
    [InlineData(new byte[] { 0xF1 }, 1, 1)]
    [InlineData(new byte[] { 0xCC }, 3, 0)]
    [InlineData(new byte[] { 0xCD, 3 }, 3, 0)]
    [InlineData(new byte[] { 0xCE }, 4, 0)]
    public void Of_the_software_interrupts_only_INT1_counts_as_external(byte[] code, byte vector, ulong external)
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.SetGate(vector, present: false);
        _ = rig.Step(code);

        rig.AssertFault(11, ((ulong)vector << 3) | 2 | external, 4);
        Assert.Equal(CoreRig.Code, rig.Words(4, 2)[1]);
    }

    [Fact]
    public void An_INT_of_a_vector_with_an_error_code_pushes_none()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        _ = rig.Step([0xCD, 13]);

        Assert.Equal((13, CoreRig.StackTop - 12), (rig.Entered, rig.After.Rsp));
    }
}
