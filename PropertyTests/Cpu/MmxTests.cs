using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class MmxTests
{
    private const ulong Area = 0x2_0000;
    private const ulong Pattern = 0x1122_3344_5566_7788;
    private const int InvalidOpcode = 6, NotAvailable = 7, PageFault = 14;
    private const ulong Image = Area + 0x100, StatusWord = Image + 2, Tags = Image + 4, Stack = Image + 32;

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    public MmxTests()
    {
        _rig.State.Cr4 |= ControlBits.FxSave;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _rig.State.Registers[RegisterFile.Rdx] = ulong.MaxValue;
        _rig.Memory.Write(Area, Pattern);
    }

    [Fact]
    public void Moves_go_between_memory_and_both_kinds_of_registers()
    {
        _ = _rig.Run(c =>
        {
            c.movq(mm7, __qword_ptr[rbx]);
            c.movq(mm1, mm7);
            c.movq(__qword_ptr[rbx + 0x21], mm1);
            c.movq(rax, mm1);
            c.movd(edx, mm1);
            c.movd(mm2, edx);
            c.movq(rcx, mm2);
            c.movd(__dword_ptr[rbx + 0x40], mm7);
            c.movd(mm7, __dword_ptr[rbx + 4]);
            c.movq(rsi, mm7);
            c.hlt();
        });

        Assert.Equal(Pattern, _rig.Memory.Read<ulong>(Area + 0x21));
        Assert.Equal((Pattern, 0x5566_7788UL, 0x5566_7788UL, 0x1122_3344UL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx), _rig.Register(RegisterFile.Rcx),
                _rig.Register(6)));
        Assert.Equal(0x5566_7788UL, _rig.Memory.Read<ulong>(Area + 0x40));
    }

    [Fact]
    public void A_move_leaves_the_stack_in_use_from_its_first_register_and_EMMS_leaves_it_empty()
    {
        _ = _rig.Run(c => { c.movq(mm3, __qword_ptr[rbx]); c.fxsave64(__[rbx + 0x100]); c.hlt(); });
        Assert.Equal(new UInt128(0xFFFF, Pattern), _rig.Memory.Read<UInt128>(Stack + (3 * 16)));
        Assert.Equal((0, 0xFF), (_rig.Memory.Read<ushort>(StatusWord), _rig.Memory.Read<byte>(Tags)));

        _ = _rig.Run(c => { c.movq(mm3, __qword_ptr[rbx]); c.emms(); c.fxsave64(__[rbx + 0x100]); c.hlt(); });
        Assert.Equal(0, _rig.Memory.Read<byte>(Tags));
        Assert.Equal(Pattern, _rig.Memory.Read<ulong>(Stack + (3 * 16)));
    }

    [Fact]
    public void The_registers_lie_still_when_the_stack_starts_elsewhere()
    {
        _rig.Memory.Write(Image, (ushort)0x037F);
        _rig.Memory.Write(StatusWord, (ushort)(5 << 11));
        _rig.Memory.Write(Stack, Pattern);
        _ = _rig.Run(c =>
        {
            c.fxrstor64(__[rbx + 0x100]);
            c.movq(rax, mm5);
            c.fxsave64(__[rbx + 0x100]);
            c.hlt();
        });

        Assert.Equal(Pattern, _rig.Register(RegisterFile.Rax));
        Assert.Equal((0UL, Pattern), (_rig.Memory.Read<ulong>(Stack), _rig.Memory.Read<ulong>(Stack + (5 * 16))));
    }

    [Theory]
    [InlineData(ControlBits.Emulation, InvalidOpcode)]
    [InlineData(ControlBits.Emulation | ControlBits.TaskSwitched, InvalidOpcode)]
    [InlineData(ControlBits.TaskSwitched, NotAvailable)]
    public void CR0_EM_and_TS_are_heeded(ulong cr0, int vector)
    {
        _rig.State.Cr0 |= cr0;
        foreach (byte[] code in (byte[][])[[0x0F, 0x77], [0x0F, 0x6F, 0x03], [0x0F, 0x7F, 0x03], [0x0F, 0x6F, 0xC1]])
        {
            _ = _rig.Run([.. code, 0xF4]);
            Assert.Equal(vector, _rig.Caught);
        }
    }

    [Fact]
    public void A_move_that_faults_leaves_the_stack_alone()
    {
        _rig.SetPage(Area + 0x1000, 0);
        foreach (byte[] code in (byte[][])[[0x0F, 0x6F, 0x03], [0x0F, 0x7F, 0x03]])
        {
            _rig.Memory.Write(CoreRig.Handlers + PageFault, (byte[])[0x48, 0x0F, 0xAE, 0x07, 0xF4]);
            _rig.State.Registers[7] = Image;
            _rig.State.Registers[RegisterFile.Rbx] = Area + 0x1000;
            Assert.Equal(CoreExitKind.Halt, _rig.Run(code).Kind);
            Assert.Equal(0, _rig.Memory.Read<byte>(Tags));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x0F, 0x77 })]
    [InlineData(new byte[] { 0x0F, 0x6F, 0x03 })]
    public void An_x87_exception_that_waits_is_more_than_the_core_has(byte[] code)
    {
        _rig.Memory.Write(StatusWord, (ushort)1);
        CoreExit exit = _rig.Run([0x0F, 0xAE, 0x8B, 0, 1, 0, 0, .. code, 0xF4]);
        Assert.Equal(CoreExitKind.Unimplemented, exit.Kind);
    }

    [Fact]
    public void Arithmetic_is_more_than_the_core_has() =>
        Assert.Equal(CoreExitKind.Unimplemented, _rig.Run([0x0F, 0xFC, 0xC1, 0xF4]).Kind);
}
