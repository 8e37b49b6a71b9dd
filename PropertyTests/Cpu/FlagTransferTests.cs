using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FlagTransferTests
{
    private const Rflags All = ~Rflags.None;
    private const int SingleStep = 1, GeneralProtection = 13;
    private static readonly byte[] PopPushPop = [0x9D, 0x9C, 0x58, 0xF4]; // popf; pushf; pop rax; hlt

    [Fact]
    public void POPF_at_level_0_loads_all_but_VM_and_RF()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.Memory.Write(CoreRig.StackTop, (ulong)(uint)(All & ~Rflags.Trap));
        _ = rig.Run(PopPushPop);

        Rflags expected = (Rflags.Loadable & ~(Rflags.Trap | Rflags.Resume)) | Rflags.One;
        Assert.Equal((ulong)expected, rig.Register(RegisterFile.Rax));
        Assert.Equal(CoreRig.StackTop + 8, rig.After.Rsp);
    }

    [Theory]
    [InlineData(Rflags.None, false)]
    [InlineData(Rflags.IoPrivilege, true)]
    public void POPF_at_level_3_leaves_IOPL_and_loads_IF_only_if_IOPL_lets_it(Rflags iopl, bool loadsInterrupt)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.User);
        rig.State.Rflags = Rflags.One | iopl;
        Rflags image = Rflags.Interrupt | Rflags.Direction | (Rflags.IoPrivilege & ~iopl) | Rflags.Carry;
        rig.Memory.Write(CoreRig.StackTop, (uint)image);
        _ = rig.Run(PopPushPop);

        Rflags expected = Rflags.One | Rflags.Direction | Rflags.Carry | iopl
            | (loadsInterrupt ? Rflags.Interrupt : Rflags.None);
        Assert.Equal((ulong)expected, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void POPF_of_16_bits_keeps_the_upper_half()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | Rflags.Identification | Rflags.Carry;
        rig.Memory.Write(CoreRig.StackTop, (uint)Rflags.AlignmentCheck | (uint)Rflags.Zero);
        _ = rig.Run([0x66, 0x9D, 0xF4]);

        Assert.Equal(Rflags.One | Rflags.Identification | Rflags.Zero, rig.After.Rflags);
        Assert.Equal(CoreRig.StackTop + 2, rig.After.Rsp);
    }

    [Fact]
    public void POPF_that_sets_TF_traps_behind_the_next_instruction()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.Memory.Write(CoreRig.StackTop, (ulong)Rflags.Trap);
        _ = rig.Run([0x9D, 0x90, 0x90, 0xF4]);

        Assert.Equal((SingleStep, CoreRig.Code + 2), (rig.Caught, rig.StackWord(0)));
    }

    [Theory]
    [InlineData(0x9C)]
    [InlineData(0x9D)]
    public void PUSHF_and_POPF_in_virtual_8086_mode_need_IOPL_3(byte opcode)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.User);
        rig.State.Rflags = Rflags.One | Rflags.Virtual8086 | Rflags.IoPrivilege;
        rig.Memory.Write(CoreRig.StackTop, (ushort)Rflags.Interrupt);
        _ = rig.Run([opcode, 0xF4], budget: 1);
        Assert.Equal(CoreRig.Code + 1, rig.After.Rip);
        Assert.Equal(Rflags.IoPrivilege, rig.After.Rflags & Rflags.IoPrivilege);
        Assert.Equal(opcode == 0x9D, (rig.After.Rflags & Rflags.Interrupt) != 0);

        rig.State.Rflags = Rflags.One | Rflags.Virtual8086 | Rflags.IoPrivilegeHigh;
        _ = rig.Run([opcode, 0xF4]);
        Assert.Equal(GeneralProtection, rig.Caught);
    }

    [Fact]
    public void LAHF_and_SAHF_move_five_flags_and_leave_overflow()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | Rflags.Overflow | Rflags.Carry | Rflags.Sign;
        _ = rig.Run([0x9F, 0xF4]);
        Assert.Equal(0x8300UL, rig.Register(RegisterFile.Rax));

        rig.State.Registers[RegisterFile.Rax] = 0x7C00;
        _ = rig.Run([0x9E, 0xF4]);
        Rflags expected = Rflags.Overflow | Rflags.Zero | Rflags.Adjust | Rflags.Parity;
        Assert.Equal(expected, rig.After.Rflags & Rflags.Arithmetic);
    }
}
