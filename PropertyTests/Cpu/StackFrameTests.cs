using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class StackFrameTests
{
    private const int Rbp = 5;
    private const int PageFault = 14;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(33)]
    public void ENTER_copies_the_frame_pointers_of_its_nesting_levels_and_LEAVE_takes_it_back(byte level)
    {
        const ulong Outer = 0x6000;
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[Rbp] = Outer;
        for (ulong i = 1; i < 32; i++)
        {
            rig.Memory.Write(Outer - (i * 8), 0x1000 + i);
        }

        _ = rig.Run([0xC8, 0x20, 0x00, level, 0xF4]);
        int nesting = level % 32;
        ulong frame = CoreRig.StackTop - 8;
        Assert.Equal((frame, frame - (ulong)(nesting * 8) - 0x20), (rig.After.Registers[Rbp], rig.After.Rsp));
        Assert.Equal(Outer, rig.Memory.Read<ulong>(frame));
        for (int i = 1; i <= nesting; i++)
        {
            ulong expected = i == nesting ? frame : 0x1000 + (ulong)i;
            Assert.Equal(expected, rig.Memory.Read<ulong>(frame - (ulong)(i * 8)));
        }

        rig.State.Registers = rig.After.Registers;
        rig.State.Rip = CoreRig.Code;
        _ = rig.Run([0xC9, 0xF4]);
        Assert.Equal((Outer, CoreRig.StackTop), (rig.After.Registers[Rbp], rig.After.Rsp));
    }

    [Fact]
    public void ENTER_faults_where_the_stack_would_end_although_it_writes_nothing_there()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rsp = 0x3_1010;
        rig.SetPage(0x3_0000, 0);
        rig.State.Registers[Rbp] = 0x77;
        rig.State.Registers[RegisterFile.Rax] = 1;
        rig.Memory.Write(CoreRig.Tss + 0x24, CoreRig.KernelStackTop); // IST1: the fault needs a stack of its own.
        rig.Memory.Write(CoreRig.Idt64 + (14 * 16) + 4, (byte)1);
        _ = rig.Run([0xC8, 0x20, 0x00, 0x00, 0xF4]);

        Assert.Equal((PageFault, 0x77UL), (rig.Caught, rig.After.Registers[Rbp]));
        Assert.Equal(0x3_1010UL, rig.StackWord(4));
    }

    [Fact]
    public void PUSHA_and_POPA_go_through_all_registers_but_the_stack_pointer()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        for (int register = 0; register < 8; register++)
        {
            if (register != RegisterFile.Rsp)
            {
                rig.State.Registers[register] = 0x1000_0000UL + (ulong)register;
            }
        }

        _ = rig.Run([0x60, 0xF4]);
        Assert.Equal(CoreRig.StackTop - 32, rig.After.Rsp);
        Assert.Equal(0x1000_0000UL, rig.StackWord(7));
        Assert.Equal((CoreRig.StackTop, 0x1000_0007UL), (rig.StackWord(3), rig.StackWord(0)));

        rig.State.Rsp = CoreRig.StackTop - 32;
        for (uint i = 0; i < 8; i++)
        {
            rig.Memory.Write(CoreRig.StackTop - 32 + (i * 4), 0x2000_0000 + i);
        }

        _ = rig.Run([0x61, 0xF4]);
        Assert.Equal((CoreRig.StackTop, 0x2000_0007UL), (rig.After.Rsp, rig.Register(RegisterFile.Rax)));
        Assert.Equal(0x2000_0000UL, rig.Register(7));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(10, true)]
    [InlineData(3, false)]
    [InlineData(-1, false)]
    [InlineData(11, false)]
    public void BOUND_compares_with_sign_and_raises_BR(int index, bool isWithin)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.Memory.Write(CoreRig.Data, 4U);
        rig.Memory.Write(CoreRig.Data + 4, 10U);
        rig.State.Registers[RegisterFile.Rax] = (uint)index;
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        _ = rig.Run([0x62, 0x03, 0xF4]);

        Assert.Equal(isWithin ? CoreRig.None : 5, rig.Caught);
    }

    [Theory]
    [InlineData(Rflags.None, CoreRig.None)]
    [InlineData(Rflags.Overflow, 4)]
    public void INTO_traps_on_overflow(Rflags flags, int vector)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | flags;
        _ = rig.Run([0xCE, 0xF4]);

        Assert.Equal(vector, rig.Caught);
        Assert.True(vector == CoreRig.None || rig.StackWord(0) == CoreRig.Code + 1);
    }
}
