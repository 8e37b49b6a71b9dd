using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class VectorTests
{
    private const ulong Area = 0x2_0000;
    private const int InvalidOpcode = 6, NotAvailable = 7, GeneralProtection = 13;

    private static readonly UInt128 Pattern = new(0x1122_3344_5566_7788, 0x99AA_BBCC_DDEE_FF00);

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    public VectorTests()
    {
        _rig.State.Cr4 |= ControlBits.FxSave;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _rig.Memory.Write(Area, Pattern);
    }

    [Fact]
    public void Whole_moves_copy_and_aligned_ones_insist_on_it()
    {
        _ = _rig.Run(c => { c.movaps(xmm9, __xmmword_ptr[rbx]); c.movdqu(__xmmword_ptr[rbx + 0x21], xmm9); c.hlt(); });
        Assert.Equal(Pattern, _rig.Memory.Read<UInt128>(Area + 0x21));

        _ = _rig.Run(c => { c.movaps(xmm1, __xmmword_ptr[rbx + 8]); c.hlt(); });
        Assert.Equal(GeneralProtection, _rig.Caught);
    }

    [Fact]
    public void Narrow_loads_clear_the_rest_and_narrow_copies_keep_it()
    {
        _ = _rig.Run(c =>
        {
            c.movups(xmm1, __xmmword_ptr[rbx]);
            c.movss(xmm2, __dword_ptr[rbx]);
            c.movsd(xmm2, xmm1);
            c.movss(xmm1, xmm2);
            c.movlhps(xmm2, xmm1);
            c.movq(rax, xmm2);
            c.movhps(__qword_ptr[rbx + 0x40], xmm2);
            c.movd(edx, xmm1);
            c.hlt();
        });

        Assert.Equal((0x99AA_BBCC_DDEE_FF00UL, 0xDDEE_FF00UL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
        Assert.Equal(0x99AA_BBCC_DDEE_FF00UL, _rig.Memory.Read<ulong>(Area + 0x40));
    }

    [Fact]
    public void Logic_works_on_all_128_bits()
    {
        _ = _rig.Run(c =>
        {
            c.movups(xmm1, __xmmword_ptr[rbx]);
            c.pxor(xmm2, xmm2);
            c.pandn(xmm2, __xmmword_ptr[rbx]);
            c.xorps(xmm1, xmm2);
            c.movaps(__xmmword_ptr[rbx + 0x10], xmm1);
            c.movaps(__xmmword_ptr[rbx + 0x20], xmm2);
            c.hlt();
        });

        Assert.Equal((UInt128.Zero, Pattern),
            (_rig.Memory.Read<UInt128>(Area + 0x10), _rig.Memory.Read<UInt128>(Area + 0x20)));
    }

    [Theory]
    [InlineData(0UL, 0UL, InvalidOpcode)]
    [InlineData(ControlBits.Emulation, ControlBits.FxSave, InvalidOpcode)]
    [InlineData(ControlBits.TaskSwitched, ControlBits.FxSave, NotAvailable)]
    public void SSE_needs_CR4_OSFXSR_and_heeds_CR0_EM_and_TS(ulong cr0, ulong cr4, int vector)
    {
        _rig.State.Cr0 |= cr0;
        _rig.State.Cr4 = (_rig.State.Cr4 & ~ControlBits.FxSave) | cr4;
        _ = _rig.Run(c => { c.xorps(xmm0, xmm0); c.hlt(); });

        Assert.Equal(vector, _rig.Caught);
    }

    [Theory]
    [InlineData(new byte[] { 0xDB, 0xE3 }, ControlBits.Emulation, NotAvailable)]
    [InlineData(new byte[] { 0xDB, 0xE3 }, ControlBits.TaskSwitched, NotAvailable)]
    [InlineData(new byte[] { 0x9B }, ControlBits.TaskSwitched, CoreRig.None)]
    [InlineData(new byte[] { 0x9B }, ControlBits.TaskSwitched | ControlBits.MonitorCoprocessor, NotAvailable)]
    public void X87_heeds_CR0_EM_and_TS_and_WAIT_only_TS_with_MP(byte[] code, ulong cr0, int vector)
    {
        _rig.State.Cr0 = (_rig.State.Cr0 & ~ControlBits.MonitorCoprocessor) | cr0;
        _ = _rig.Run([.. code, 0xF4]);

        Assert.Equal(vector, _rig.Caught);
    }

    [Fact]
    public void The_x87_words_are_as_FNINIT_leaves_them_and_FLDCW_loads_one()
    {
        _rig.Memory.Write(Area + 0x40, (ushort)0x0C3F);
        _rig.State.Registers[RegisterFile.Rax] = 0xFFFF;
        _ = _rig.Run(c =>
        {
            c.fninit();
            c.fnstsw(ax);
            c.fnstcw(__word_ptr[rbx + 0x42]);
            c.fldcw(__word_ptr[rbx + 0x40]);
            c.fnstcw(__word_ptr[rbx + 0x44]);
            c.hlt();
        });

        Assert.Equal(0UL, _rig.Register(RegisterFile.Rax));
        Assert.Equal(0x037F, _rig.Memory.Read<ushort>(Area + 0x42));
        Assert.Equal(0x0C7F, _rig.Memory.Read<ushort>(Area + 0x44));
    }

    [Fact]
    public void FXSAVE_and_FXRSTOR_carry_the_state_through_memory()
    {
        _ = _rig.Run(c =>
        {
            c.movups(xmm15, __xmmword_ptr[rbx]);
            c.fxsave64(__[rbx + 0x100]);
            c.xorps(xmm15, xmm15);
            c.fxrstor64(__[rbx + 0x100]);
            c.movups(__xmmword_ptr[rbx + 0x400], xmm15);
            c.hlt();
        });

        Assert.Equal(CoreRig.None, _rig.Caught);
        Assert.Equal(Pattern, _rig.Memory.Read<UInt128>(Area + 0x400));
        Assert.Equal((0x037F, 0x1F80U),
            (_rig.Memory.Read<ushort>(Area + 0x100), _rig.Memory.Read<uint>(Area + 0x118)));
    }

    [Fact]
    public void A_reserved_bit_of_MXCSR_is_GP()
    {
        _rig.Memory.Write(Area, 0x1_0000U);
        _ = _rig.Run(c => { c.ldmxcsr(__dword_ptr[rbx]); c.hlt(); });

        Assert.Equal(GeneralProtection, _rig.Caught);
    }
}
