using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class DebugRegisterTests
{
    private const int Debug = 1;
    private const int Undefined = 6;
    private const int Protection = 13;
    private const ulong DebuggingExtensions = 8;

    [Theory]
    [InlineData(0, ulong.MaxValue, ulong.MaxValue)]
    [InlineData(1, 0x1234_5678_9ABC_DEF0, 0x1234_5678_9ABC_DEF0)]
    [InlineData(2, 0, 0)]
    [InlineData(3, 0x8000_0000_0000_0000, 0x8000_0000_0000_0000)]
    [InlineData(4, 0, 0xFFFF_0FF0)]
    [InlineData(5, 0, 0x400)]
    [InlineData(6, 0, 0xFFFF_0FF0)]
    [InlineData(6, 0xFFFF_FFFF, 0xFFFF_EFFF)]
    [InlineData(7, 0, 0x400)]
    [InlineData(7, 0xFFFF_DFFF, 0xFFFF_07FF)]
    public void A_register_keeps_what_it_has_bits_for(int number, ulong value, ulong shown)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = value;
        _ = rig.Run([.. Write(number), .. Read(number), 0xF4], budget: 2);

        Assert.Equal(shown, rig.Register(RegisterFile.Rbx));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void DR4_and_DR5_are_undefined_under_DE_at_any_level(int number)
    {
        foreach (Privilege privilege in Enum.GetValues<Privilege>())
        {
            var rig = new CoreRig(GuestMode.Long64, privilege);
            rig.State.Cr4 |= DebuggingExtensions;
            rig.State.Debug[DebugRegisters.Control] = DebugRegisters.GeneralDetect;
            AssertFaults(rig, Read(number), Undefined);
            AssertFaults(rig, Write(number), Undefined);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public void Debug_registers_are_for_level_0_whatever_GD_says(int number)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.User);
        rig.State.Debug[DebugRegisters.Control] = DebugRegisters.GeneralDetect;
        AssertFaults(rig, Read(number), Protection);
        AssertFaults(rig, Write(number), Protection);
        Assert.Equal(0UL, rig.After.Debug[DebugRegisters.Status]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void GD_is_a_debug_fault_before_the_access_and_before_its_value_is_looked_at(int number)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Debug[DebugRegisters.Control] = DebugRegisters.GeneralDetect;
        rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
        AssertFaults(rig, Read(number), Debug);
        AssertFaults(rig, Write(number), Debug);
        Assert.Equal(
            DebugRegisters.AccessDetected,
            rig.After.Debug[DebugRegisters.Status] & DebugRegisters.AccessDetected);
        Assert.Equal(0UL, rig.After.Debug[0]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void The_upper_half_of_DR6_and_DR7_is_reserved(int number)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = 1UL << 32;
        AssertFaults(rig, Write(number), Protection);
        Assert.Equal(0UL, rig.StackWord(0));
    }

    [Fact]
    public void Outside_of_64_bit_mode_a_register_is_32_bits_wide()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = 0x1111_2222_3333_4444;
        _ = rig.Run([.. Write(2), 0xF4]);

        Assert.Equal(0x3333_4444UL, rig.After.Debug[2]);
    }

    private static void AssertFaults(CoreRig rig, byte[] code, int vector)
    {
        _ = rig.Run([.. code, 0xF4]);
        Assert.Equal(vector, rig.Caught);
        Assert.Equal(CoreRig.Code, rig.StackWord(vector == Protection ? 1 : 0));
        Assert.Equal(rig.State.Registers[RegisterFile.Rbx], rig.Register(RegisterFile.Rbx));
    }

    /// <summary>MOV DRn, RAX.</summary>
    private static byte[] Write(int number) => [0x0F, 0x23, (byte)(0xC0 | (number << 3))];

    /// <summary>MOV RBX, DRn.</summary>
    private static byte[] Read(int number) => [0x0F, 0x21, (byte)(0xC3 | (number << 3))];
}
