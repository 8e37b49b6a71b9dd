using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FastSystemCallTests
{
    private const int Rcx = RegisterFile.Rcx;
    private const int Rdx = RegisterFile.Rdx;
    private const int R11 = 11;
    private const ulong High = 0xFFFF_8000_0000_1000;
    private const ulong NonCanonical = 0x8000_0000_0000;
    private const ulong HighLow = High & uint.MaxValue;

    private static readonly byte[] Syscall = [0x0F, 0x05];
    private static readonly byte[] Sysretd = [0x0F, 0x07];
    private static readonly byte[] Sysretq = [0x48, 0x0F, 0x07];
    private static readonly byte[] Sysenter = [0x0F, 0x34];
    private static readonly byte[] Sysexitd = [0x0F, 0x35];
    private static readonly byte[] Sysexitq = [0x48, 0x0F, 0x35];
    private static readonly byte[] Swapgs = [0x0F, 0x01, 0xF8];

    public static TheoryData<SegmentMode> Every => [.. Enum.GetValues<SegmentMode>()];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void SYSCALL_saves_RIP_and_the_flags_and_enters_flat_64_bit_code(int level)
    {
        SegmentRig rig = SyscallRig(SegmentMode.Long64, level);
        rig.State.Rflags = Rflags.One | Rflags.Interrupt | Rflags.Direction | Rflags.Carry;
        _ = rig.Step(Syscall);

        Assert.Equal((High, 0), (rig.After.Rip, rig.After.PrivilegeLevel));
        Assert.Equal((CoreRig.Code + 2, 0x603UL), (rig.After.Registers[Rcx], rig.After.Registers[R11]));
        Assert.Equal(Rflags.One | Rflags.Carry, rig.After.Rflags);
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x28, (SegmentAttributes)0xA09B), rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x30, (SegmentAttributes)0xC093), rig.After.SegmentOf(SegmentRegister.Ss));
        Assert.Equal(CoreRig.StackTop, rig.After.Rsp);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void SYSCALL_and_SYSRET_are_UD_outside_64_bit_mode_and_without_SCE(SegmentMode mode)
    {
        foreach (byte[] code in (byte[][])[Syscall, Sysretd])
        {
            SegmentRig rig = SyscallRig(mode, level: 0);
            if (mode == SegmentMode.Long64)
            {
                Assert.True(rig.Base.Msrs.HostWrite(Msr.Efer, (ulong)EferBits.LongModeEnable));
            }

            _ = rig.Step(code);
            rig.ShouldFault(6);
        }
    }

    [Theory]
    [InlineData(true, 0x53, 0xA0FB, 0x1_0000_9000UL)]
    [InlineData(false, 0x43, 0xC0FB, 0x9000UL)]
    public void SYSRET_goes_to_level_3_in_code_of_its_operand_size(bool isWide, int selector, int code, ulong target)
    {
        SegmentRig rig = SyscallRig(SegmentMode.Long64, level: 0);
        rig.State.Registers[Rcx] = 0x1_0000_9000;
        rig.State.Registers[R11] = ~(ulong)Rflags.Trap;
        _ = rig.Step(isWide ? Sysretq : Sysretd);

        Assert.Equal((target, 3), (rig.After.Rip, rig.After.PrivilegeLevel));
        Assert.Equal((Rflags)0x3C7ED7, rig.After.Rflags);
        Assert.Equal(
            new Segment(0, uint.MaxValue, (ushort)selector, (SegmentAttributes)code),
            rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x4B, (SegmentAttributes)0xC0F3), rig.After.SegmentOf(SegmentRegister.Ss));
    }

    [Fact]
    public void SYSRET_is_GP_above_level_0_and_the_wide_one_at_a_non_canonical_target()
    {
        foreach (byte[] code in (byte[][])[Sysretd, Sysretq])
        {
            SegmentRig rig = SyscallRig(SegmentMode.Long64, level: 3);
            _ = rig.Step(code);
            rig.ShouldFault(13);
        }

        SegmentRig kernel = SyscallRig(SegmentMode.Long64, level: 0);
        kernel.State.Registers[Rcx] = NonCanonical;
        _ = kernel.Step(Sysretq);
        kernel.ShouldFault(13);
        Assert.Equal(0, kernel.After.PrivilegeLevel);
        _ = kernel.Step(Sysretd);
        Assert.Equal((0UL, 3), (kernel.After.Rip, kernel.After.PrivilegeLevel));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void SYSENTER_enters_level_0_from_every_protected_mode(SegmentMode mode)
    {
        SegmentRig rig = SysenterRig(mode, level: 3);
        rig.State.Rflags |= Rflags.Interrupt;
        _ = rig.Step(Sysenter);
        if (mode == SegmentMode.Real)
        {
            rig.ShouldFault(13);
            return;
        }

        bool isLong = mode >= SegmentMode.Compatibility16;
        Assert.Equal(isLong ? High : HighLow, rig.After.Rip);
        Assert.Equal(isLong ? High + 8 : HighLow + 8, rig.After.Rsp);
        Assert.Equal((0, Rflags.One), (rig.After.PrivilegeLevel, rig.After.Rflags));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x60, (SegmentAttributes)(isLong ? 0xA09B : 0xC09B)),
            rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x68, (SegmentAttributes)0xC093), rig.After.SegmentOf(SegmentRegister.Ss));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void SYSENTER_and_SYSEXIT_without_a_selector_are_GP_0(SegmentMode mode)
    {
        foreach (byte[] code in (byte[][])[Sysenter, Sysexitd])
        {
            SegmentRig rig = SysenterRig(mode, level: 0);
            Assert.True(rig.Base.Msrs.HostWrite(Msr.SysenterCs, 3));
            _ = rig.Step(code);
            rig.ShouldFault(13);
        }
    }

    [Theory]
    [InlineData(SegmentMode.Protected16)]
    [InlineData(SegmentMode.Protected32)]
    [InlineData(SegmentMode.Compatibility32)]
    [InlineData(SegmentMode.Long64)]
    public void SYSEXIT_leaves_to_32_bit_code_of_level_3(SegmentMode mode)
    {
        SegmentRig rig = SysenterRig(mode, level: 0);
        rig.State.Registers[Rcx] = 0xAAAA_AAAA_1234_5678;
        rig.State.Registers[Rdx] = 0xAAAA_AAAA_0000_9000;
        _ = rig.Step(Sysexitd);

        Assert.Equal((0x9000UL, 0x1234_5678UL), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x73, (SegmentAttributes)0xC0FB), rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(
            new Segment(0, uint.MaxValue, 0x7B, (SegmentAttributes)0xC0F3), rig.After.SegmentOf(SegmentRegister.Ss));
    }

    [Fact]
    public void SYSEXIT_with_REX_leaves_to_64_bit_code_and_wants_canonical_addresses()
    {
        SegmentRig rig = SysenterRig(SegmentMode.Long64, level: 0);
        rig.State.Registers[Rcx] = High;
        rig.State.Registers[Rdx] = High + 0x100;
        _ = rig.Step(Sysexitq);
        Assert.Equal((High + 0x100, High, 3), (rig.After.Rip, rig.After.Rsp, rig.After.PrivilegeLevel));
        Assert.Equal((0x83, 0x8B), (
            (int)rig.After.SegmentOf(SegmentRegister.Cs).Selector,
            (int)rig.After.SegmentOf(SegmentRegister.Ss).Selector));

        foreach (int register in (int[])[Rcx, Rdx])
        {
            rig = SysenterRig(SegmentMode.Long64, level: 0);
            rig.State.Registers[register] = NonCanonical;
            _ = rig.Step(Sysexitq);
            rig.ShouldFault(13);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void SYSEXIT_is_GP_in_real_mode_and_above_level_0(SegmentMode mode)
    {
        SegmentRig rig = SysenterRig(mode, level: 3);
        _ = rig.Step(Sysexitd);
        rig.ShouldFault(13);
    }

    [Fact]
    public void SWAPGS_exchanges_two_bases_at_level_0_of_64_bit_mode()
    {
        foreach (SegmentMode mode in Enum.GetValues<SegmentMode>())
        {
            foreach (int level in SegmentRig.Levels)
            {
                var rig = new SegmentRig(mode, level);
                Assert.True(rig.Base.Msrs.HostWrite(Msr.GsBase, 0x1111));
                Assert.True(rig.Base.Msrs.HostWrite(Msr.KernelGsBase, 0x2222));
                _ = rig.Step(Swapgs);
                bool swaps = mode == SegmentMode.Long64 && level == 0;
                Assert.Equal(swaps ? CoreRig.None : mode == SegmentMode.Long64 ? 13 : 6, rig.Caught);
                Assert.Equal(swaps ? 0x2222UL : 0x1111UL, rig.GsBase);
                Assert.True(rig.Base.Msrs.HostRead(Msr.KernelGsBase, out ulong kernel));
                Assert.Equal(swaps ? 0x1111UL : 0x2222UL, kernel);
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xF3, 0x48, 0x0F, 0xAE, 0xD0 }, Msr.FsBase, High)]
    [InlineData(new byte[] { 0xF3, 0x48, 0x0F, 0xAE, 0xD8 }, Msr.GsBase, High)]
    [InlineData(new byte[] { 0xF3, 0x0F, 0xAE, 0xD0 }, Msr.FsBase, 0x1000UL)]
    [InlineData(new byte[] { 0xF3, 0x0F, 0xAE, 0xD8 }, Msr.GsBase, 0x1000UL)]
    public void WRFSBASE_and_WRGSBASE_write_the_base_at_any_level_once_CR4_allows_it(
        byte[] code, uint index, ulong expected)
    {
        foreach (int level in SegmentRig.Levels)
        {
            var rig = new SegmentRig(SegmentMode.Long64, level);
            rig.State.Registers[0] = High;
            _ = rig.Step(code);
            rig.ShouldFault(6);

            rig.State.Cr4 |= ControlBits.FsGsBase;
            _ = rig.Step(code);
            rig.ShouldPass(code.Length);
            Assert.True(rig.Base.Msrs.HostRead(index, out ulong written));
            Assert.Equal(expected, written);

            byte[] read = [.. code[..^1], (byte)(code[^1] - 0x10)];
            rig.State.Registers[0] = ulong.MaxValue;
            _ = rig.Step(read);
            Assert.Equal(expected, rig.After.Registers[0]);
        }
    }

    [Fact]
    public void A_non_canonical_base_is_GP_0_and_the_short_form_has_none()
    {
        var rig = new SegmentRig(SegmentMode.Long64, level: 3);
        rig.State.Cr4 |= ControlBits.FsGsBase;
        rig.State.Registers[0] = NonCanonical;
        _ = rig.Step(0xF3, 0x48, 0x0F, 0xAE, 0xD0);
        rig.ShouldFault(13);
        _ = rig.Step(0xF3, 0x0F, 0xAE, 0xD0);
        rig.ShouldPass(4);
    }

    private static SegmentRig SyscallRig(SegmentMode mode, int level)
    {
        var rig = new SegmentRig(mode, level);
        ulong efer = (ulong)rig.Base.Msrs.Efer | (ulong)EferBits.SyscallEnable;
        Assert.True(rig.Base.Msrs.HostWrite(Msr.Efer, efer));
        Assert.True(rig.Base.Msrs.HostWrite(Msr.Star, 0x0043_002B_0000_0000));
        Assert.True(rig.Base.Msrs.HostWrite(Msr.Lstar, High));
        Assert.True(rig.Base.Msrs.HostWrite(Msr.SyscallMask, (ulong)(Rflags.Interrupt | Rflags.Direction)));
        return rig;
    }

    private static SegmentRig SysenterRig(SegmentMode mode, int level)
    {
        var rig = new SegmentRig(mode, level);
        Assert.True(rig.Base.Msrs.HostWrite(Msr.SysenterCs, 0x63));
        Assert.True(rig.Base.Msrs.HostWrite(Msr.SysenterEip, High));
        Assert.True(rig.Base.Msrs.HostWrite(Msr.SysenterEsp, High + 8));
        return rig;
    }
}
