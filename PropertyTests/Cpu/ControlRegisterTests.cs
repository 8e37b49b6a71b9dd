using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class ControlRegisterTests
{
    private const int Undefined = 6;
    private const int Protection = 13;
    private const ulong Garbage = 0x1111_2222_3333_4444;
    private const ulong FlatCr0 = 0x31;
    private const ulong PagedCr0 = 0x8001_0031;
    private const ulong Pae = 0x20;

    // The number of a control register, a value that it takes, and how it reads back.
    public static TheoryData<int, ulong, ulong> Accepted => new()
    {
        { 0, PagedCr0 | 0xE | 0x4000_0000, PagedCr0 | 0xE | 0x4000_0000 },
        { 0, PagedCr0 & ~0x10UL, PagedCr0 },
        { 0, PagedCr0 | 0x1FFA_FFC0, PagedCr0 },
        { 0, PagedCr0 | 0x4_0000, PagedCr0 | 0x4_0000 },
        { 0, PagedCr0 | 0x6000_0000, PagedCr0 | 0x6000_0000 },
        { 2, Garbage, Garbage },
        { 3, CoreRig.Pml4 | 0x18, CoreRig.Pml4 | 0x18 },
        { 4, 0x0001_0FFC, 0x0001_0FFC },
        { 4, Pae, Pae },
        { 8, 15, 15 },
    };

    // The number of a control register, and a value that means #GP(0) in 64-bit mode.
    public static TheoryData<int, ulong> Refused => new()
    {
        { 0, PagedCr0 | (1UL << 32) },
        { 0, 0x8001_0030 },               // PG without PE
        { 0, PagedCr0 | 0x2000_0000 },    // NW without CD
        { 0, FlatCr0 },                   // paging off in 64-bit mode
        { 3, 1UL << 40 },
        { 3, 1UL << 63 },
        { 4, 0 },                         // PAE off in long mode
        { 4, Pae | 1 },                   // VME
        { 4, Pae | 2 },                   // PVI
        { 4, Pae | (1 << 12) },           // LA57
        { 4, Pae | (1 << 13) },           // VMXE
        { 4, Pae | (1 << 14) },           // SMXE
        { 4, Pae | (1 << 15) },
        { 4, Pae | (1 << 17) },           // PCIDE
        { 4, Pae | (1 << 18) },           // OSXSAVE
        { 4, Pae | (1 << 22) },           // PKE
        { 4, Pae | (1 << 23) },           // CET
        { 4, Pae | (1UL << 32) },
        { 8, 16 },
        { 8, 1UL << 63 },
    };

    public static TheoryData<CpuFeatures, ulong> GatedBits => new()
    {
        { CpuFeatures.TimeStampCounter, 1 << 2 },
        { CpuFeatures.DebuggingExtensions, 1 << 3 },
        { CpuFeatures.PageSizeExtensions, 1 << 4 },
        { CpuFeatures.MachineCheckException, 1 << 6 },
        { CpuFeatures.GlobalPages, 1 << 7 },
        { CpuFeatures.FxSave, 1 << 9 },
        { CpuFeatures.Sse, 1 << 10 },
        { CpuFeatures.Umip, 1 << 11 },
        { CpuFeatures.FsGsBase, 1 << 16 },
        { CpuFeatures.Smep, 1 << 20 },
        { CpuFeatures.Smap, 1 << 21 },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_register_takes_a_value_and_shows_it_again(int number, ulong value, ulong shown)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = value;
        _ = rig.Run([.. Write(number), .. Read(number, into: 3), 0xF4]);

        Assert.Equal((CoreRig.None, shown), (rig.Caught, rig.Register(RegisterFile.Rbx)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_value_is_a_protection_fault_and_changes_nothing(int number, ulong value)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = value;
        _ = rig.Run([.. Write(number), 0xF4]);

        AssertProtection(rig);
        Assert.Equal((rig.State.Cr0, rig.State.Cr3), (rig.After.Cr0, rig.After.Cr3));
        Assert.Equal((rig.State.Cr4, rig.State.Cr8), (rig.After.Cr4, rig.After.Cr8));
        Assert.Equal(EferBits.LongModeEnable | EferBits.LongModeActive, rig.Msrs.Efer);
    }

    [Theory]
    [MemberData(nameof(GatedBits))]
    public void A_bit_of_CR4_whose_feature_is_hidden_is_reserved(CpuFeatures hidden, ulong bit)
    {
        CorePlatform platform = CorePlatform.Bare with
        {
            Model = CpuModel.Default with { Features = CpuModel.Default.Features & ~hidden },
        };
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel, platform);
        rig.State.Registers[RegisterFile.Rax] = Pae | bit;
        _ = rig.Run([.. Write(4), 0xF4]);
        AssertProtection(rig);

        var all = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        all.State.Registers[RegisterFile.Rax] = Pae | bit;
        _ = all.Run(Write(4), budget: 1);
        Assert.Equal(Pae | bit, all.After.Cr4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(15)]
    public void Other_control_registers_are_undefined_at_any_level(int number)
    {
        foreach (Privilege privilege in Enum.GetValues<Privilege>())
        {
            var rig = new CoreRig(GuestMode.Long64, privilege);
            _ = rig.Run([.. Write(number), 0xF4]);
            Assert.Equal((Undefined, CoreRig.Code), (rig.Caught, rig.StackWord(0)));
            _ = rig.Run([.. Read(number, into: 3), 0xF4]);
            Assert.Equal((Undefined, CoreRig.Code), (rig.Caught, rig.StackWord(0)));
        }
    }

    [Fact]
    public void A_LOCK_prefix_is_undefined_and_is_not_CR8()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        _ = rig.Run([0xF0, 0x0F, 0x20, 0xC0, 0xF4]);
        Assert.Equal(Undefined, rig.Caught);
        _ = rig.Run([0xF0, 0x0F, 0x22, 0xC0, 0xF4]);
        Assert.Equal(Undefined, rig.Caught);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Control_registers_are_for_level_0(int number)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.User);
        _ = rig.Run([.. Read(number, into: 3), 0xF4]);
        AssertProtection(rig);
        _ = rig.Run([.. Write(number), 0xF4]);
        AssertProtection(rig);
    }

    [Fact]
    public void Outside_of_64_bit_mode_a_register_is_32_bits_wide_whatever_the_prefix()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = Garbage;
        rig.State.Registers[RegisterFile.Rbx] = ulong.MaxValue;
        _ = rig.Run([0x66, 0x0F, 0x22, 0xD0, 0x66, 0x0F, 0x20, 0xD3, 0xF4]);

        Assert.Equal((0x3333_4444UL, 0x3333_4444UL), (rig.After.Cr2, rig.Register(RegisterFile.Rbx)));
    }

    [Fact]
    public void Paging_with_LME_activates_long_mode_and_without_paging_it_ends()
    {
        CoreRig rig = BeforeLongMode();
        rig.State.Registers[RegisterFile.Rax] = PagedCr0;
        rig.State.Registers[RegisterFile.Rcx] = FlatCr0;
        _ = rig.Run([0x0F, 0x22, 0xC0, 0xF4]);
        Assert.Equal(EferBits.LongModeEnable | EferBits.LongModeActive, rig.Msrs.Efer);
        Assert.Equal((CoreRig.None, PagedCr0), (rig.Caught, rig.After.Cr0));

        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)EferBits.LongModeEnable));
        _ = rig.Run([0x0F, 0x22, 0xC0, 0x0F, 0x22, 0xC1, 0xF4]);
        Assert.Equal(EferBits.LongModeEnable, rig.Msrs.Efer);
        Assert.Equal((CoreRig.None, FlatCr0), (rig.Caught, rig.After.Cr0));
    }

    [Fact]
    public void Long_mode_is_not_entered_without_PAE()
    {
        CoreRig rig = BeforeLongMode();
        rig.State.Cr4 = 0;
        AssertPagingIsRefused(rig);
    }

    [Fact]
    public void Long_mode_is_not_entered_from_a_64_bit_segment()
    {
        CoreRig rig = BeforeLongMode();
        ref CoreState state = ref rig.State;
        Segment code = state.SegmentOf(SegmentRegister.Cs);
        state.Segments[(int)SegmentRegister.Cs] = code with { Attributes = code.Attributes | SegmentAttributes.Code64 };
        AssertPagingIsRefused(rig);
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x83)]
    public void Long_mode_is_not_entered_with_a_16_bit_task(int attributes)
    {
        CoreRig rig = BeforeLongMode();
        ref CoreState state = ref rig.State;
        Segment task = state.SegmentOf(SegmentRegister.Tr);
        state.Segments[(int)SegmentRegister.Tr] = task with { Attributes = (SegmentAttributes)attributes };
        AssertPagingIsRefused(rig);
    }

    [Theory]
    [InlineData(0x1, true)]
    [InlineData(0x19, true)]
    [InlineData(0x3, false)]
    [InlineData(0x5, false)]
    [InlineData(0x100_0000_0001, false)]
    public void PAE_paging_loads_its_pointers_and_refuses_reserved_bits(ulong entry, bool accepted)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.Memory.Write(CoreRig.Data, entry | CoreRig.PageTable);
        rig.State.Cr4 = Pae;
        rig.State.Cr3 = CoreRig.Data;
        rig.State.Registers[RegisterFile.Rax] = PagedCr0;
        _ = rig.Run([0x0F, 0x22, 0xC0, 0xF4], budget: 1);

        Assert.Equal(accepted ? PagedCr0 : FlatCr0, rig.After.Cr0);
        Assert.Equal(accepted ? CoreRig.Code + 3 : CoreRig.Handlers + Protection, rig.After.Rip);
    }

    [Fact]
    public void LME_does_not_change_while_paging_is_on()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        var core = new Core(rig.Memory, rig.Msrs, new DirectMsrPort(rig.Msrs));
        rig.Memory.Write(CoreRig.Code, [0x0F, 0x30, 0xF4]);
        rig.Memory.Write(CoreRig.Data, 0x83U);
        rig.State.Cr0 = PagedCr0;
        rig.State.Cr3 = CoreRig.Data;
        rig.State.Cr4 = 0x10;
        rig.State.Registers[RegisterFile.Rcx] = Msr.Efer;
        rig.State.Registers[RegisterFile.Rax] = (ulong)EferBits.LongModeEnable;
        core.Load(in rig.State);
        _ = core.Run(1);

        Assert.Equal((CoreRig.Handlers + Protection, EferBits.None), (core.Current.Rip, rig.Msrs.Efer));
    }

    [Theory]
    [InlineData(GuestMode.Real16, Privilege.Kernel, CoreRig.None)]
    [InlineData(GuestMode.Protected32, Privilege.Kernel, CoreRig.None)]
    [InlineData(GuestMode.Long64, Privilege.User, Protection)]
    public void CLTS_clears_TS_at_level_0(GuestMode mode, Privilege privilege, int caught)
    {
        var rig = new CoreRig(mode, privilege);
        rig.State.Cr0 |= 8;
        _ = rig.Run([0x0F, 0x06, 0xF4]);

        Assert.Equal((caught, caught == CoreRig.None ? 0UL : 8UL), (rig.Caught, rig.After.Cr0 & 8));
    }

    [Fact]
    public void Protection_is_entered_from_real_mode()
    {
        var rig = new CoreRig(GuestMode.Real16, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = 1;
        _ = rig.Run([0x0F, 0x22, 0xC0, 0x0F, 0x20, 0xC3, 0xF4]);

        Assert.Equal((0x11UL, CoreRig.Code + 7), (rig.Register(RegisterFile.Rbx), rig.After.Rip));
    }

    private static CoreRig BeforeLongMode()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Cr4 = Pae;
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)EferBits.LongModeEnable));
        return rig;
    }

    private static void AssertPagingIsRefused(CoreRig rig)
    {
        rig.State.Registers[RegisterFile.Rax] = PagedCr0;
        _ = rig.Run([0x0F, 0x22, 0xC0, 0xF4]);
        AssertProtection(rig);
        Assert.Equal((FlatCr0, EferBits.LongModeEnable), (rig.After.Cr0, rig.Msrs.Efer));
    }

    private static void AssertProtection(CoreRig rig) =>
        Assert.Equal((Protection, 0UL, CoreRig.Code), (rig.Caught, rig.StackWord(0), rig.StackWord(1)));

    /// <summary>MOV CRn, RAX.</summary>
    private static byte[] Write(int number) => Move(0x22, number, 0);

    private static byte[] Read(int number, int into) => Move(0x20, number, into);

    private static byte[] Move(byte opcode, int number, int register)
    {
        byte operands = (byte)(0xC0 | ((number & 7) << 3) | register);
        return number < 8 ? [0x0F, opcode, operands] : [0x44, 0x0F, opcode, operands];
    }
}
