using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>What the model, an APIC and a clock make of the MSRs.</summary>
public sealed class MsrModelTests
{
    private const ulong Place = 0xFEE0_0000;
    private const ulong Boot = 1UL << 8;
    private const ulong Extended = 1UL << 10;
    private const ulong Enabled = 1UL << 11;

    public static TheoryData<CpuFeatures, uint[]> Gates => new()
    {
        { CpuFeatures.TimeStampCounter, [Msr.Tsc] },
        { CpuFeatures.Apic, [Msr.ApicBase] },
        { CpuFeatures.TscAdjust, [Msr.TscAdjust] },
        { CpuFeatures.TscDeadline, [Msr.TscDeadline] },
        { CpuFeatures.Rdtscp, [Msr.TscAux] },
        { CpuFeatures.Mtrr, [Msr.MtrrCap, Msr.MtrrDefType, Msr.MtrrPhysBase0, Msr.MtrrFix4KC0000] },
        { CpuFeatures.PageAttributeTable, [Msr.Pat] },
        { CpuFeatures.Sysenter, [Msr.SysenterCs, Msr.SysenterEsp, Msr.SysenterEip] },
        { CpuFeatures.MachineCheck, [Msr.McgCap, Msr.McgStatus, Msr.McgCtl, Msr.Mc0Ctl] },
        { CpuFeatures.Syscall, [Msr.Star, Msr.Lstar, Msr.Cstar, Msr.SyscallMask] },
        { CpuFeatures.LongMode, [Msr.FsBase, Msr.GsBase, Msr.KernelGsBase] },
        {
            CpuFeatures.SpeculationControl | CpuFeatures.SingleThreadPredictors | CpuFeatures.StoreBypassDisable,
            [Msr.SpecCtrl]
        },
        { CpuFeatures.Syscall | CpuFeatures.LongMode | CpuFeatures.NoExecute, [Msr.Efer] },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void A_register_whose_feature_is_hidden_does_not_exist(CpuFeatures hidden, uint[] indices)
    {
        var file = new MsrFile(0, CpuModel.Default with { Features = CpuModel.Default.Features & ~hidden });
        Assert.All(indices, index =>
        {
            Assert.True(new MsrFile(0).GuestRead(index, out _));
            Assert.False(file.GuestRead(index, out ulong value) || file.HostRead(index, out _));
            Assert.False(file.GuestWrite(index, 0) || file.HostWrite(index, 0));
            Assert.Equal(0UL, value);
        });
    }

    [Theory]
    [InlineData(CpuFeatures.SpeculationControl, Msr.PredCmd)]
    [InlineData(CpuFeatures.FlushL1D, Msr.FlushCmd)]
    public void A_command_whose_feature_is_hidden_is_refused(CpuFeatures hidden, uint index)
    {
        Assert.True(new MsrFile(0).GuestWrite(index, 1));
        Assert.False(new MsrFile(0, CpuModel.Default.Without(hidden)).GuestWrite(index, 1));
    }

    [Theory]
    [InlineData(CpuFeatures.Syscall, 1)]
    [InlineData(CpuFeatures.LongMode, 1 << 8)]
    [InlineData(CpuFeatures.NoExecute, 1 << 11)]
    public void A_bit_of_EFER_whose_feature_is_hidden_is_reserved(CpuFeatures hidden, ulong bit)
    {
        var file = new MsrFile(0, CpuModel.Default with { Features = CpuModel.Default.Features & ~hidden });
        Assert.False(file.GuestWrite(Msr.Efer, bit));
        Assert.True(file.GuestWrite(Msr.Efer, 0x901 & ~bit));
    }

    [Theory]
    [InlineData(CpuFeatures.SpeculationControl, 1)]
    [InlineData(CpuFeatures.SingleThreadPredictors, 2)]
    [InlineData(CpuFeatures.StoreBypassDisable, 4)]
    public void A_bit_of_SPEC_CTRL_whose_feature_is_hidden_is_reserved(CpuFeatures hidden, ulong bit)
    {
        var file = new MsrFile(0, CpuModel.Default.Without(hidden));
        Assert.False(file.GuestWrite(Msr.SpecCtrl, bit));
        Assert.True(file.GuestWrite(Msr.SpecCtrl, 7 & ~bit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(32)]
    public void There_are_as_many_machine_check_banks_as_MCG_CAP_counts(int banks)
    {
        var file = new MsrFile(0, CpuModel.Default with { MachineCheckBanks = banks });
        Assert.True(file.GuestRead(Msr.McgCap, out ulong capabilities));
        Assert.Equal(0x100UL | (uint)banks, capabilities);
        for (uint bank = 0; bank < 32; bank++)
        {
            uint control = Msr.Mc0Ctl + (bank * Msr.McBankStride);
            bool exists = bank < banks;
            Assert.Equal(exists, file.GuestWrite(control, ulong.MaxValue));
            Assert.Equal(exists, file.GuestWrite(control + 1, 0));
            Assert.False(file.GuestWrite(control + 1, 1));
            Assert.Equal(exists, file.GuestWrite(control + 2, 0x1234_5678_9ABC_DEF0));
            Assert.Equal(exists, file.GuestWrite(control + 3, ulong.MaxValue));
            Assert.Equal(exists, file.GuestRead(control + 2, out ulong address));
            Assert.Equal(exists ? 0x1234_5678_9ABC_DEF0UL : 0, address);
        }

        Assert.False(file.GuestRead(Msr.Mc0Ctl + (32 * Msr.McBankStride), out _));
    }

    [Theory]
    [InlineData(Enabled, Enabled | Extended, true)]
    [InlineData(Enabled, 0, true)]
    [InlineData(0, Enabled, true)]
    [InlineData(0, Enabled | Extended, false)]
    [InlineData(0, Extended, false)]
    [InlineData(Enabled, Extended, false)]
    [InlineData(Enabled | Extended, Enabled, false)]
    [InlineData(Enabled | Extended, Extended, false)]
    [InlineData(Enabled | Extended, Enabled | Extended, true)]
    [InlineData(Enabled | Extended, 0, true)]
    public void An_APIC_changes_its_mode_by_the_ways_there_are(ulong from, ulong to, bool accepted)
    {
        (MsrFile file, _) = WithApic();
        Assert.True(file.HostWrite(Msr.ApicBase, Place | from));
        Assert.Equal(accepted, file.GuestWrite(Msr.ApicBase, Place | to));
        Assert.Equal(Place | (accepted ? to : from), file.ApicBase);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0x80)]
    [InlineData(0x200)]
    [InlineData(1UL << 40)]
    [InlineData(1UL << 63)]
    public void Reserved_bits_of_APIC_BASE_are_refused(ulong bit)
    {
        (MsrFile file, _) = WithApic();
        Assert.False(file.GuestWrite(Msr.ApicBase, Place | Enabled | bit) || file.HostWrite(Msr.ApicBase, Place | bit));
        Assert.True(file.GuestWrite(Msr.ApicBase, 0xFF_FFFF_F000 | Enabled));
    }

    [Fact]
    public void Without_the_feature_there_is_no_x2APIC_mode_and_none_of_its_registers()
    {
        (MsrFile file, ScriptedApic apic) = WithApic(CpuModel.Default.Without(CpuFeatures.X2Apic));
        Assert.False(file.GuestWrite(Msr.ApicBase, Place | Enabled | Extended));
        Assert.False(file.GuestRead(Msr.X2ApicFirst + 2, out _));
        Assert.Equal(0, apic.Asked);
    }

    [Fact]
    public void The_x2APIC_registers_are_the_APICs_and_exist_in_its_mode_only()
    {
        (MsrFile file, ScriptedApic apic) = WithApic();
        for (uint index = Msr.X2ApicFirst; index <= Msr.X2ApicLast; index++)
        {
            Assert.False(file.GuestRead(index, out _) || file.GuestWrite(index, 0));
        }

        Assert.Equal(0, apic.Asked);
        Assert.True(file.GuestWrite(Msr.ApicBase, Place | Boot | Enabled | Extended));
        for (uint index = Msr.X2ApicFirst; index <= Msr.X2ApicLast; index++)
        {
            Assert.True(file.GuestWrite(index, 5));
            Assert.Equal((index, 5UL, 0x77UL), (apic.LastIndex, apic.LastWritten, Read(file, index)));
        }

        apic.Accepts = false;
        Assert.False(file.GuestRead(Msr.X2ApicFirst, out _) || file.GuestWrite(Msr.X2ApicFirst, 0));
        Assert.False(file.GuestRead(Msr.X2ApicFirst - 1, out _) || file.GuestRead(Msr.X2ApicLast + 1, out _));
    }

    [Fact]
    public void The_deadline_is_the_APICs_once_there_is_one()
    {
        (MsrFile file, ScriptedApic apic) = WithApic();
        Assert.True(file.GuestWrite(Msr.TscDeadline, 9));
        Assert.Equal((Msr.TscDeadline, 9UL, 0x77UL), (apic.LastIndex, apic.LastWritten, Read(file, Msr.TscDeadline)));
    }

    [Fact]
    public void Every_register_has_a_name_of_its_own()
    {
        uint[] indices = [.. Enumerable.Range(0, 0x1000).Select(i => (uint)i).Where(i => i is <= 0x800 or > 0x8FF)];
        string[] names = [.. indices.Select(MsrFile.NameOf).OfType<string>()];

        Assert.True(names.Length > 150);
        Assert.Distinct(names);
        Assert.Equal(
            ("IA32_TSC", "IA32_MC31_MISC", "IA32_EFER", "IA32_MTRR_FIX4K_F8000", null),
            (MsrFile.NameOf(0x10), MsrFile.NameOf(0x47F), MsrFile.NameOf(Msr.Efer), MsrFile.NameOf(0x26F),
                MsrFile.NameOf(0)));
    }

    [Fact]
    public void A_time_that_is_kept_is_read_the_same_by_RDTSC_and_RDMSR_and_moved_by_writes()
    {
        var file = new MsrFile(0);
        var memory = new GuestMemory(0x10_0000);
        var core = new Core(memory, file, new DirectMsrPort(file));
        var rig = new CoreRig(GuestMode.Real16, Privilege.Kernel);
        file.KeepTime();
        core.Load(in rig.State);
        memory.Write(CoreRig.Code, [0x90, 0x0F, 0x31, 0x0F, 0x32, 0x0F, 0x30, 0x0F, 0x31]);

        Assert.Equal((1U, 2U), (Step(2), Step(1, ecx: Msr.Tsc)));
        _ = Step(1, ecx: Msr.Tsc, eax: 0x1000);
        Assert.Equal(0x1001U, Step(1));
        Assert.Equal(0x1000UL - 3, Read(file, Msr.TscAdjust));
        Assert.Equal(0x1000UL - 3 + 50, file.TimeStampAt(50));

        uint Step(int count, uint ecx = 0, uint eax = 0)
        {
            CoreState state = core.Current;
            state.Registers[RegisterFile.Rcx] = ecx;
            state.Registers[RegisterFile.Rax] = eax;
            state.Registers[RegisterFile.Rdx] = 0;
            core.Load(in state);
            _ = core.Run(count);
            return (uint)core.Current.Registers[RegisterFile.Rax];
        }
    }

    [Fact]
    public void An_adjustment_moves_the_time_and_a_host_moves_one_without_the_other()
    {
        var file = new MsrFile(0);
        file.KeepTime();
        Assert.True(file.GuestWrite(Msr.TscAdjust, 40) && file.GuestWrite(Msr.TscAdjust, 100));
        Assert.Equal(100UL, file.TimeStampAt(0));
        Assert.True(file.HostWrite(Msr.Tsc, 7) && file.HostWrite(Msr.TscAdjust, 3));
        Assert.Equal((7UL, 3UL), (Read(file, Msr.Tsc), Read(file, Msr.TscAdjust)));
        file.Reset();
        Assert.Equal((0UL, 0UL), (Read(file, Msr.Tsc), Read(file, Msr.TscAdjust)));
    }

    private static ulong Read(MsrFile file, uint index)
    {
        Assert.True(file.GuestRead(index, out ulong value));
        return value;
    }

    private static (MsrFile File, ScriptedApic Apic) WithApic(CpuModel? model = null)
    {
        var file = new MsrFile(0, model);
        var apic = new ScriptedApic();
        file.Attach(apic);
        return (file, apic);
    }

    private sealed class ScriptedApic : ILocalApicRegisters
    {
        internal bool Accepts { get; set; } = true;

        internal uint LastIndex { get; private set; }

        internal ulong LastWritten { get; private set; }

        internal int Asked { get; private set; }

        public bool TryRead(uint index, out ulong value)
        {
            Asked++;
            LastIndex = index;
            value = 0x77;
            return Accepts;
        }

        public bool TryWrite(uint index, ulong value)
        {
            Asked++;
            LastIndex = index;
            LastWritten = value;
            return Accepts;
        }
    }
}
