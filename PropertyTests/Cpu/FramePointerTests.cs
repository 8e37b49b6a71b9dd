using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FramePointerTests
{
    private const int Rbp = 5;
    private const uint WordOfCode = 0x10C3;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Enter_that_overwrites_its_own_source_and_then_meets_code_that_has_run_copies_as_ever(bool hasRun)
    {
        const ulong Top = 0x5_0100;
        const uint Subroutine = (uint)Top - 0x54;
        CoreRig rig = new(GuestMode.Protected32, Privilege.Kernel);
        for (uint i = 0; i < 32; i++)
        {
            rig.Memory.Write(Top - (4 * i), 0x1000 + i);
        }

        rig.Memory.Write(Subroutine, (byte)0xC3);
        rig.State.Rsp = Top;
        rig.State.Registers[Rbp] = Top - 8;
        rig.State.Registers[RegisterFile.Rax] = Subroutine;
        byte[] before = hasRun ? [0xFF, 0xD0] : [0x90, 0x90];
        Assert.Equal(CoreExitKind.Halt, rig.Run([.. before, 0xC8, 0, 0, 24, 0xF4]).Kind);

        Assert.Equal(((uint)Top - 8, 0x1003U), (Word(1), Word(2)));
        Assert.Equal((uint)Top - 4, Word(25));
        for (uint i = 3; i < 25; i++)
        {
            // Each pointer comes from the place below its own, which is written after it has been read.
            Assert.Equal(i + 1 == (Top - Subroutine) / 4 ? WordOfCode : 0x1001 + i, Word(i));
        }

        uint Word(uint place) => rig.Memory.Read<uint>(Top - (4 * place));
    }
}
