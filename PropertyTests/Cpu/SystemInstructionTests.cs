using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SystemInstructionTests
{
    private const int Undefined = 6;
    private const int Protection = 13;
    private const ulong TimeStampDisable = 4;

    public static TheoryData<byte[]> PrivilegedCode =>
    [
        new byte[] { 0x0F, 0x08 },       // invd
        new byte[] { 0x0F, 0x09 },       // wbinvd
        new byte[] { 0x0F, 0x01, 0x38 }, // invlpg [rax]
    ];

    public static TheoryData<byte[]> HiddenCode =>
    [
        new byte[] { 0x0F, 0x01, 0xC8 }, // monitor
        new byte[] { 0x0F, 0x01, 0xC9 }, // mwait
        new byte[] { 0x0F, 0x01, 0xD0 }, // xgetbv
        new byte[] { 0x0F, 0x01, 0xD1 }, // xsetbv
        new byte[] { 0x0F, 0x01, 0xC1 }, // vmcall
        new byte[] { 0x0F, 0xC7, 0xF0 }, // rdrand
    ];

    [Theory]
    [MemberData(nameof(PrivilegedCode))]
    public void Caches_and_pages_are_invalidated_at_level_0_only(byte[] code)
    {
        AssertRetires(new CoreRig(GuestMode.Long64, Privilege.Kernel), code);
        AssertFaults(new CoreRig(GuestMode.Long64, Privilege.User), code, Protection);
        AssertRetires(new CoreRig(GuestMode.Real16, Privilege.Kernel), code);
    }

    [Theory]
    [InlineData(0x0000_8000_0000_0000)]
    [InlineData(0x0000_0000_7000_0000)]
    public void INVLPG_does_not_look_at_the_address(ulong address)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = address;
        AssertRetires(rig, [0x0F, 0x01, 0x38]);
    }

    [Fact]
    public void INVLPG_makes_a_change_of_the_page_tables_seen()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = CoreRig.Data;
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.PageTable + (CoreRig.Data >> 12 << 3);
        _ = rig.Run([0x8A, 0x08, 0xC6, 0x03, 0x00, 0x0F, 0x01, 0x38, 0x8A, 0x08, 0xF4]);

        Assert.Equal((14, CoreRig.Code + 8), (rig.Caught, rig.StackWord(1)));
    }

    [Theory]
    [MemberData(nameof(HiddenCode))]
    public void What_CPUID_does_not_show_is_undefined_at_any_level(byte[] code)
    {
        AssertFaults(new CoreRig(GuestMode.Long64, Privilege.Kernel), code, Undefined);
        AssertFaults(new CoreRig(GuestMode.Long64, Privilege.User), code, Undefined);
    }

    [Theory]
    [InlineData(CpuFeatures.TimeStampCounter, new byte[] { 0x0F, 0x31 })]
    [InlineData(CpuFeatures.Rdtscp, new byte[] { 0x0F, 0x01, 0xF9 })]
    [InlineData(CpuFeatures.Smap, new byte[] { 0x0F, 0x01, 0xCA })]
    [InlineData(CpuFeatures.Smap, new byte[] { 0x0F, 0x01, 0xCB })]
    [InlineData(CpuFeatures.Msr, new byte[] { 0x0F, 0x30 })]
    [InlineData(CpuFeatures.Msr, new byte[] { 0x0F, 0x32 })]
    public void An_instruction_whose_feature_is_hidden_is_undefined(CpuFeatures hidden, byte[] code)
    {
        CpuModel model = CpuModel.Default with { Features = CpuModel.Default.Features & ~hidden };
        AssertFaults(
            new CoreRig(GuestMode.Protected32, Privilege.Kernel, CorePlatform.Bare with { Model = model }),
            code,
            Undefined);
        AssertRetires(new CoreRig(GuestMode.Protected32, Privilege.Kernel), code);
    }

    [Theory]
    [InlineData(new byte[] { 0x0F, 0x31 })]
    [InlineData(new byte[] { 0x0F, 0x01, 0xF9 })]
    public void The_time_stamp_is_for_everybody_unless_TSD_is_set(byte[] code)
    {
        AssertRetires(new CoreRig(GuestMode.Long64, Privilege.User), code);
        var user = new CoreRig(GuestMode.Long64, Privilege.User);
        user.State.Cr4 |= TimeStampDisable;
        AssertFaults(user, code, Protection);
        var kernel = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        kernel.State.Cr4 |= TimeStampDisable;
        AssertRetires(kernel, code);
    }

    [Fact]
    public void RDTSC_counts_instructions_and_RDTSCP_names_the_processor()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.Msrs.KeepTime();
        Assert.True(rig.Msrs.HostWrite(Msr.Tsc, 0xFFFF_FFFF) && rig.Msrs.HostWrite(Msr.TscAux, 0x8000_0005));
        rig.State.Registers[RegisterFile.Rcx] = ulong.MaxValue;
        _ = rig.Run([0x90, 0x90, 0x0F, 0x01, 0xF9, 0xF4]);

        Assert.Equal((1UL, 1UL), (rig.Register(RegisterFile.Rax), rig.Register(RegisterFile.Rdx)));
        Assert.Equal(0x8000_0005UL, rig.Register(RegisterFile.Rcx));
    }

    [Fact]
    public void A_time_that_is_not_kept_stands_still()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        Assert.True(rig.Msrs.HostWrite(Msr.Tsc, 77));
        _ = rig.Run([0x90, 0x90, 0x0F, 0x31, 0xF4]);

        Assert.Equal(77UL, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void There_is_no_performance_counter()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Cr4 |= 1 << 8;
        AssertFaults(rig, [0x0F, 0x33], Protection);
    }

    [Fact]
    public void STAC_and_CLAC_change_AC_at_level_0_and_are_undefined_elsewhere()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        AssertRetires(rig, [0x0F, 0x01, 0xCB]);
        Assert.Equal(Rflags.AlignmentCheck, rig.After.Rflags & Rflags.AlignmentCheck);
        rig.State.Rflags |= Rflags.AlignmentCheck;
        AssertRetires(rig, [0x0F, 0x01, 0xCA]);
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.AlignmentCheck);
        AssertFaults(new CoreRig(GuestMode.Long64, Privilege.User), [0x0F, 0x01, 0xCB], Undefined);
        AssertFaults(new CoreRig(GuestMode.Long64, Privilege.User), [0x0F, 0x01, 0xCA], Undefined);
    }

    [Theory]
    [InlineData(Rflags.None, InterruptShadow.Sti)]
    [InlineData(Rflags.Interrupt, InterruptShadow.None)]
    public void STI_holds_interrupts_off_for_an_instruction_if_it_is_what_enables_them(
        Rflags before, InterruptShadow shadow)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rflags |= before;
        AssertRetires(rig, [0xFB]);

        Assert.Equal((Rflags.Interrupt, shadow), (rig.After.Rflags & Rflags.Interrupt, rig.After.Shadow));
    }

    [Theory]
    [InlineData(Rflags.None)]
    [InlineData(Rflags.Virtual8086)]
    public void CLI_and_STI_need_an_IOPL_of_the_level_also_in_virtual_8086_mode(Rflags mode)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.User);
        rig.State.Rflags |= mode | Rflags.Interrupt | Rflags.IoPrivilegeHigh;
        foreach (byte code in (byte[])[0xFA, 0xFB])
        {
            _ = rig.Run([code], budget: 1);
            Assert.Equal(CoreRig.Handlers + Protection, rig.After.Rip);
        }

        rig.State.Rflags |= Rflags.IoPrivilege;
        _ = rig.Run([0xFA], budget: 1);
        Assert.Equal((CoreRig.Code + 1, Rflags.None), (rig.After.Rip, rig.After.Rflags & Rflags.Interrupt));
    }

    private static void AssertRetires(CoreRig rig, byte[] code)
    {
        _ = rig.Run([.. code, 0x90], budget: 1);
        Assert.Equal(CoreRig.Code + (ulong)code.Length, rig.After.Rip);
    }

    private static void AssertFaults(CoreRig rig, byte[] code, int vector)
    {
        _ = rig.Run([.. code, 0xF4]);
        Assert.Equal(vector, rig.Caught);
        Assert.Equal(CoreRig.Code, rig.StackWord(vector == Protection ? 1 : 0));
        Assert.Equal(0UL, vector == Protection ? rig.StackWord(0) : 0);
    }
}
