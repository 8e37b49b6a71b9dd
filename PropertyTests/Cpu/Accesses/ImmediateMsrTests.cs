using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>How RDMSR and WRMSRNS in immediate form are written, which Iced does not know.</summary>
public sealed class ImmediateMsrTests
{
    private const uint Index = 0x8899_AABB;
    private const ulong Value = 0x1122_3344_5566_7788;
    private const byte Hlt = 0xF4;

    public static TheoryData<int> Registers => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Registers))]
    public void It_names_each_register_and_the_whole_of_it(int register)
    {
        CoreRig rig = Rig();
        rig.Port.Value = Value;
        Assert.Equal(CoreExitKind.Halt, rig.Run([.. Read(register), Hlt]).Kind);
        Assert.Equal((Index, Value), (rig.Port.LastIndex, rig.Register(register)));
        Assert.All(
            Enumerable.Range(0, 16).Where(other => other != register),
            other => Assert.Equal(rig.State.Registers[other], rig.Register(other)));
        Assert.Equal(CoreRig.Code + 10, rig.After.Rip);

        rig.State.Registers[register] = ~Value;
        Assert.Equal(CoreExitKind.Halt, rig.Run([.. Write(register), Hlt]).Kind);
        Assert.Equal((Index, ~Value, 1), (rig.Port.LastIndex, rig.Port.LastWritten, rig.Port.Writes));
    }

    [Theory]
    [MemberData(nameof(Registers))]
    public void A_completion_loads_the_register_that_it_names(int register)
    {
        CoreRig rig = Rig();
        rig.Port.Answer = MsrAccessResult.Exit;
        CoreExit exit = rig.Run([0x64, .. Read(register), Hlt]);
        Assert.Equal((CoreExitKind.MsrRead, Index), (exit.Kind, exit.MsrIndex));
        rig.Core.CompleteMsrExit(error: 0, Value);
        Assert.Equal((CoreRig.Code + 10, Value), (rig.After.Rip, rig.Register(register)));
    }

    [Theory]
    [InlineData(0, 0xC5)] // no VEX prefix of three bytes
    [InlineData(1, 0xE6)] // another map
    [InlineData(2, 0xFB)] // W1
    [InlineData(2, 0x7F)] // 256 bits
    [InlineData(2, 0x73)] // a register in vvvv
    [InlineData(2, 0x79)] // another prefix in it
    [InlineData(4, 0xCA)] // another extension of the opcode
    [InlineData(4, 0x02)] // memory
    public void A_byte_of_another_instruction_is_undefined(int place, byte other)
    {
        CoreRig rig = Rig();
        byte[] code = Read(RegisterFile.Rdx);
        code[place] = other;
        _ = rig.Run([.. code, Hlt]);
        Assert.Equal(((int)Vector.InvalidOpcode, 0), (rig.Caught, rig.Port.Reads));
    }

    [Theory]
    [InlineData(new byte[] { 0x66 })]
    [InlineData(new byte[] { 0xF2 })]
    [InlineData(new byte[] { 0xF3 })]
    [InlineData(new byte[] { 0xF0 })]
    [InlineData(new byte[] { 0x48 })]
    public void A_prefix_that_VEX_does_not_bear_makes_it_undefined(byte[] prefix)
    {
        CoreRig rig = Rig();
        _ = rig.Run([.. prefix, .. Read(RegisterFile.Rdx), Hlt]);
        Assert.Equal((int)Vector.InvalidOpcode, rig.Caught);
    }

    [Fact]
    public void With_more_than_six_prefixes_it_is_too_long()
    {
        CoreRig rig = Rig();
        Assert.Equal(CoreExitKind.Halt, rig.Run([.. Enumerable.Repeat((byte)0x3E, 6), .. Read(0), Hlt]).Kind);
        Assert.Equal(CoreRig.Code + 16, rig.After.Rip);
        _ = rig.Run([.. Enumerable.Repeat((byte)0x3E, 7), .. Read(0), Hlt]);
        Assert.Equal(((int)Vector.GeneralProtection, 1), (rig.Caught, rig.Port.Reads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void It_may_go_on_in_the_next_page(int before)
    {
        CoreRig rig = Rig();
        rig.State.Rip = CoreRig.Code + 0x1000 - (ulong)before;
        rig.Memory.Write(rig.State.Rip, [.. Read(RegisterFile.Rbx), Hlt]);
        rig.Port.Value = Value;
        rig.Core.Load(in rig.State);
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(budget: 10).Kind);
        Assert.Equal((Index, Value), (rig.Port.LastIndex, rig.Register(RegisterFile.Rbx)));
    }

    [Fact]
    public void Beside_64_bit_mode_or_without_the_feature_it_is_undefined()
    {
        foreach (GuestMode mode in (GuestMode[])[GuestMode.Protected32, GuestMode.Real16])
        {
            CoreRig narrow = new(mode, Privilege.Kernel, CpuModel.WithImmediateMsr);
            _ = narrow.Run([.. Read(0), Hlt]);
            Assert.Equal((int)Vector.InvalidOpcode, narrow.Caught);
        }

        CoreRig lacking = new(GuestMode.Long64, Privilege.Kernel, CpuModel.Default);
        _ = lacking.Run([.. Read(0), Hlt]);
        Assert.Equal((int)Vector.InvalidOpcode, lacking.Caught);
        _ = lacking.Run([0x0F, 0x01, 0xC6, Hlt]);
        Assert.Equal((int)Vector.InvalidOpcode, lacking.Caught);
    }

    [Fact]
    public void An_index_that_the_host_replaces_is_the_one_that_counts()
    {
        CoreRig rig = Rig();
        _ = rig.Run([.. Read(0), Hlt]);
        rig.Memory.Write(CoreRig.Code + 5, 0x1234u);
        rig.Core.Load(in rig.State);
        _ = rig.Core.Run(budget: 10);
        Assert.Equal(0x1234u, rig.Port.LastIndex);
    }

    [Fact]
    public void A_port_that_fails_leaves_the_core_at_the_instruction_which_runs_again()
    {
        CoreRig rig = Rig();
        rig.Port.Answer = MsrAccessResult.Error;
        Assert.Equal(CoreExitKind.MsrError, rig.Run([.. Write(0), Hlt]).Kind);
        Assert.Equal((CoreRig.Code, false), (rig.After.Rip, rig.Core.HasPendingMsrAccess));
        rig.Port.Answer = MsrAccessResult.Done;
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(budget: 10).Kind);
        Assert.Equal(2, rig.Port.Writes);
    }

    private static CoreRig Rig() => new(GuestMode.Long64, Privilege.Kernel, CpuModel.WithImmediateMsr);

    private static byte[] Read(int register) => Of(register, 0x7B);

    private static byte[] Write(int register) => Of(register, 0x7A);

    private static byte[] Of(int register, byte prefix) =>
    [
        0xC4, (byte)(register < 8 ? 0xE7 : 0xC7), prefix, 0xF6, (byte)(0xC0 | (register & 7)),
        .. BitConverter.GetBytes(Index),
    ];
}
