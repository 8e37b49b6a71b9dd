using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class PagingTests
{
    private const ulong Present = 1, Writable = 2, User = 4;
    private const ulong Target = CoreRig.Data + 0x123;

    private const ulong WriteCode = (ulong)PageFaultBits.Write;
    private const ulong UserCode = (ulong)PageFaultBits.User;
    private const ulong UserPresent = (ulong)(PageFaultBits.User | PageFaultBits.Present);
    private const ulong BadPresent = (ulong)(PageFaultBits.Present | PageFaultBits.BadEntry);

    public static TheoryData<ulong, Privilege, bool, ulong> Refusals => new()
    {
        { 0,                         Privilege.Kernel, false, 0 },
        { 0,                         Privilege.Kernel, true,  WriteCode },
        { 0,                         Privilege.User,   false, UserCode },
        { Present | Writable,        Privilege.User,   false, UserPresent },
        { Present | User,            Privilege.User,   true,  UserPresent | WriteCode },
        { Present | (1UL << 45),     Privilege.Kernel, false, BadPresent },
        { Present | (1UL << 63),     Privilege.Kernel, false, BadPresent },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refused_access_is_PF_with_its_code_and_CR2(
        ulong bits, Privilege level, bool isWrite, ulong code)
    {
        var rig = new CoreRig(GuestMode.Long64, level);
        rig.SetPage(CoreRig.Data, bits);
        _ = Access(rig, isWrite);

        Assert.Equal((14, code, CoreRig.Code), (rig.Caught, rig.StackWord(0), rig.StackWord(1)));
        Assert.Equal(Target, rig.After.Cr2);
    }

    [Theory]
    [InlineData(false, CoreRig.None)]
    [InlineData(true, 14)]
    public void The_kernel_writes_a_read_only_page_unless_CR0_WP_is_set(bool writeProtect, int caught)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Cr0 = (rig.State.Cr0 & ~ControlBits.WriteProtect) | (writeProtect ? ControlBits.WriteProtect : 0);
        rig.SetPage(CoreRig.Data, Present | User);
        _ = Access(rig, isWrite: true);

        Assert.Equal(caught, rig.Caught);
    }

    [Fact]
    public void A_read_modify_write_faults_as_a_write_and_changes_no_flag()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.User);
        rig.SetPage(CoreRig.Data, Present | User);
        rig.State.Registers[RegisterFile.Rbx] = Target;
        _ = rig.Run(c => c.add(__byte_ptr[rbx], 1));

        Assert.Equal((14, 7UL), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.Arithmetic);
    }

    [Fact]
    public void An_access_marks_its_entries_accessed_and_a_write_dirty()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        ulong slot = CoreRig.PageTable + (CoreRig.Data >> 12 << 3);
        _ = Access(rig, isWrite: false);
        Assert.Equal(0x20UL, rig.Memory.Read<ulong>(slot) & 0x60);

        _ = Access(rig, isWrite: true);
        Assert.Equal(0x60UL, rig.Memory.Read<ulong>(slot) & 0x60);
    }

    [Fact]
    public void A_page_that_forbids_execution_faults_on_fetch_once_NXE_is_set()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)(rig.Msrs.Efer | EferBits.NoExecuteEnable)));
        rig.SetPage(CoreRig.Data, Present | (1UL << 63));
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        _ = rig.Run(c => c.jmp(rbx));

        Assert.Equal((14, 0x11UL, CoreRig.Data), (rig.Caught, rig.StackWord(0), rig.After.Cr2));
    }

    [Fact]
    public void An_instruction_whose_second_page_is_absent_faults_at_that_page()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.SetPage(CoreRig.Data, 0);
        rig.Memory.Write(CoreRig.Data - 1, [0x0F, 0x32]);
        rig.State.Rip = CoreRig.Data - 1;
        _ = rig.Run([0xF4]);

        Assert.Equal((14, CoreRig.Data, CoreRig.Data - 1), (rig.Caught, rig.After.Cr2, rig.StackWord(1)));
    }

    [Fact]
    public void Changed_tables_are_seen_after_a_flush()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        _ = Access(rig, isWrite: false);
        rig.SetPage(CoreRig.Data, 0);
        rig.Core.FlushTranslations();
        _ = Access(rig, isWrite: false);

        Assert.Equal(14, rig.Caught);
    }

    [Fact]
    public void Memory_that_is_not_there_leaves_the_core_at_the_instruction()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        CoreExit exit = rig.Run([0xA1, 0x00, 0x00, 0x00, 0x80]);

        Assert.Equal((CoreExitKind.Unimplemented, CoreRig.Code), (exit.Kind, rig.After.Rip));
        Assert.Equal("A1 00 00 00 80", exit.Instruction.ToString());
    }

    private static CoreExit Access(CoreRig rig, bool isWrite)
    {
        rig.State.Registers[RegisterFile.Rbx] = Target;
        return rig.Run(c =>
        {
            if (isWrite)
            {
                c.mov(__byte_ptr[rbx], 1);
            }
            else
            {
                c.mov(al, __byte_ptr[rbx]);
            }

            c.nop();
        }, budget: 2);
    }
}
