using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Agent;

public sealed class VcpuTests
{
    private const uint Index = Msr.Star;
    private const ulong Value = 0x1122_3344_8899_AABB;

    private readonly ScriptedPort _port = new() { Value = Value };
    private readonly MsrFile _msrs = new(vcpu: 0);
    private readonly GuestMemory _memory = new(GuestAgent.MemoryFor(vcpus: 2));
    private readonly Vcpu _vcpu;

    public VcpuTests()
    {
        _vcpu = new Vcpu(_memory, number: 0, _port, _msrs);
    }

    public static TheoryData<GuestAccess> KernelAccesses => AccessesOf(Privilege.Kernel, isLocked: false);

    public static TheoryData<GuestAccess> UserAccesses => AccessesOf(Privilege.User, isLocked: false);

    public static TheoryData<GuestAccess> LockedAccesses =>
        [.. AccessesOf(Privilege.Kernel, isLocked: true), .. AccessesOf(Privilege.User, isLocked: true)];

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void An_access_that_is_done_retires_with_the_value_and_RIP_behind_it(GuestAccess access)
    {
        GuestRunResult result = _vcpu.Run(in access);

        Assert.Equal(RetiredAs(in access, Value), result);
        Assert.Equal(result.Registers, _vcpu.Registers);
        Assert.Equal(Index, _port.LastIndex);
        Assert.Equal((access.IsRead ? 1 : 0, access.IsRead ? 0 : 1), (_port.Reads, _port.Writes));
        Assert.Equal(access.IsRead ? 0 : access.Value, _port.LastWritten);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void A_refused_access_is_GP_0_at_the_instruction_with_every_register_as_before(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Fault;

        Assert.Equal(GeneralProtection(in access), _vcpu.Run(in access));
    }

    [Theory]
    [MemberData(nameof(UserAccesses))]
    public void In_user_mode_an_access_is_GP_0_and_the_port_is_not_asked(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;

        Assert.Equal(GeneralProtection(in access), _vcpu.Run(in access));
        Assert.Equal(0, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(LockedAccesses))]
    public void With_a_LOCK_prefix_an_access_is_UD_at_any_level_and_the_port_is_not_asked(GuestAccess access)
    {
        GuestRunResult result = _vcpu.Run(in access);

        Assert.Equal(Fault(Vector.InvalidOpcode, hasErrorCode: false, in access), result);
        Assert.Equal(0, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void An_exit_leaves_at_the_instruction_with_nothing_changed(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;

        GuestRunResult result = _vcpu.Run(in access);

        Assert.Equal(ExitOf(in access), result);
        Assert.True(_vcpu.HasPendingExit);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void Completion_without_error_retires_with_the_data_and_does_not_ask_again(GuestAccess access)
    {
        const ulong Data = 0xFEDC_BA98_7654_3210;
        _port.Answer = MsrAccessResult.Exit;
        _ = _vcpu.Run(in access);

        Assert.Equal(RetiredAs(in access, Data), _vcpu.Complete(error: 0, Data));
        Assert.Equal(1, _port.Reads + _port.Writes);
        Assert.False(_vcpu.HasPendingExit);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void Completion_with_any_error_is_GP_0_with_every_register_as_before(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        foreach (byte error in (byte[])[1, 0x80, 0xFF])
        {
            _ = _vcpu.Run(in access);

            Assert.Equal(GeneralProtection(in access), _vcpu.Complete(error, data: Value));
        }
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void To_enter_again_without_completing_executes_the_instruction_again(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        _ = _vcpu.Run(in access);

        Assert.Equal(ExitOf(in access), _vcpu.Reenter());
        _port.Answer = MsrAccessResult.Fault;
        Assert.Equal(GeneralProtection(in access), _vcpu.Reenter());
        Assert.Equal(3, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void To_enter_again_after_the_answer_has_changed_retires(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        _ = _vcpu.Run(in access);
        _port.Answer = MsrAccessResult.Done;

        Assert.Equal(RetiredAs(in access, Value), _vcpu.Reenter());
    }

    [Fact]
    public void To_complete_when_nothing_waits_is_our_own_bug() =>
        Assert.Throws<InvalidOperationException>(() => _vcpu.Complete(error: 0, data: 0));

    [Fact]
    public void The_bases_of_FS_and_GS_survive_every_change_of_mode()
    {
        Assert.True(_msrs.HostWrite(Msr.FsBase, 0x7FFF_1234_5678));
        Assert.True(_msrs.HostWrite(Msr.GsBase, 0xFFFF_8000_0000_1000));
        foreach (GuestAccess access in EveryAccess(isLocked: false))
        {
            _ = _vcpu.Run(in access);

            Assert.Equal((0x7FFF_1234_5678UL, 0xFFFF_8000_0000_1000UL), (_msrs.FsBase, _msrs.GsBase));
        }
    }

    [Fact]
    public void Every_mode_follows_every_other()
    {
        foreach (GuestAccess first in EveryAccess(isLocked: false))
        {
            foreach (GuestAccess second in EveryAccess(isLocked: false))
            {
                _port.Answer = MsrAccessResult.Done;
                _ = _vcpu.Run(in first);
                GuestRunResult expected = second.Privilege == Privilege.User && second.Mode != GuestMode.Real16
                    ? GeneralProtection(in second)
                    : RetiredAs(in second, Value);

                Assert.Equal(expected, _vcpu.Run(in second));
            }
        }
    }

    [Fact]
    public void Two_vCPUs_in_one_memory_do_not_disturb_each_other()
    {
        var other = new Vcpu(_memory, number: 1, _port, new MsrFile(vcpu: 1));
        foreach (GuestAccess access in EveryAccess(isLocked: false))
        {
            _port.Answer = MsrAccessResult.Exit;
            GuestRunResult first = _vcpu.Run(in access);
            GuestRunResult second = other.Run(in access);

            Assert.Equal(first, second);
            if (first.Kind == GuestRunKind.MsrExit)
            {
                Assert.Equal(RetiredAs(in access, 1), _vcpu.Complete(error: 0, data: 1));
                Assert.Equal(RetiredAs(in access, 2), other.Complete(error: 0, data: 2));
            }
        }
    }

    [Theory]
    [InlineData(GuestRunKind.BudgetExhausted, new byte[] { 0xEB, 0xFE })] // jmp to itself
    [InlineData(GuestRunKind.Unimplemented, new byte[] { 0xD8, 0xC1 })]   // fadd st, st1
    public void What_is_not_an_access_ends_in_a_named_result(GuestRunKind kind, byte[] code)
    {
        GuestAccess access = Access(GuestMode.Long64);
        _port.Answer = MsrAccessResult.Exit;
        _ = _vcpu.Run(in access);
        _memory.Write(_vcpu.Core.Current.Rip, code);

        ulong bytes = kind == GuestRunKind.Unimplemented ? BitConverter.ToUInt16(code) : 0UL;
        Assert.Equal(Plain(kind, access.RegistersBefore) with { ExitData = bytes }, _vcpu.Reenter());
    }

    [Theory]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void A_fault_without_usable_gates_is_a_shutdown_at_the_instruction(GuestMode mode)
    {
        GuestAccess access = Access(mode);
        _port.Answer = MsrAccessResult.Exit;
        _ = _vcpu.Run(in access);
        _memory.Write(_vcpu.Core.Current.Idtr.Base, new byte[_vcpu.Core.Current.Idtr.Limit + 1]);

        Assert.Equal(Plain(GuestRunKind.Shutdown, access.RegistersBefore), _vcpu.Complete(error: 1, data: 0));
        Assert.Equal(GuestRunKind.Shutdown, _vcpu.Reenter().Kind);
    }

    [Fact]
    public void The_MSR_file_behind_the_port_is_what_the_guest_sees()
    {
        var direct = new Vcpu(_memory, number: 1, new DirectMsrPort(_msrs), _msrs);
        GuestAccess write = Access(GuestMode.Long64) with { Type = AccessFlags.Write, Value = 0x1234 };
        GuestAccess read = Access(GuestMode.Real16);
        GuestAccess absent = Access(GuestMode.Long64) with { Index = Msr.X2ApicFirst };

        Assert.Equal(GuestRunKind.Retired, direct.Run(in write).Kind);
        Assert.Equal(RetiredAs(in read, 0x1234), direct.Run(in read));
        Assert.Equal(GeneralProtection(in absent), direct.Run(in absent));
    }

    [Fact]
    public void An_access_allocates_nothing()
    {
        GuestAccess[] accesses = [.. EveryAccess(isLocked: false), .. EveryAccess(isLocked: true)];
        RunAll(accesses);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunAll(accesses);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void RunAll(GuestAccess[] accesses)
    {
        foreach (ref readonly GuestAccess access in accesses.AsSpan())
        {
            _ = _vcpu.Run(in access);
        }
    }

    private static GuestAccess Access(GuestMode mode) =>
        new(AccessFlags.Read, Index, 0, mode, Privilege.Kernel, InstructionForm.Plain);

    private static GuestRunResult RetiredAs(in GuestAccess access, ulong value)
    {
        GuestRegisters before = access.RegistersBefore;
        GuestRegisters after = access.IsRead ? before with { Rax = (uint)value, Rdx = value >> 32 } : before;
        return Plain(GuestRunKind.Retired, after with { RipOffset = access.InstructionLength });
    }

    private static GuestRunResult GeneralProtection(in GuestAccess access) =>
        Fault(Vector.GeneralProtection, hasErrorCode: access.Mode != GuestMode.Real16, in access);

    private static GuestRunResult Fault(Vector vector, bool hasErrorCode, in GuestAccess access) =>
        Plain(GuestRunKind.Fault, access.RegistersBefore) with { Vector = (byte)vector, HasErrorCode = hasErrorCode };

    private static GuestRunResult ExitOf(in GuestAccess access) =>
        Plain(GuestRunKind.MsrExit, access.RegistersBefore) with
        {
            ExitType = access.Type,
            ExitIndex = access.Index,
            ExitData = access.Value,
        };

    private static GuestRunResult Plain(GuestRunKind kind, GuestRegisters registers) =>
        new(kind, 0, false, 0, AccessFlags.None, 0, 0, registers);

    private static TheoryData<GuestAccess> AccessesOf(Privilege privilege, bool isLocked) =>
        [.. EveryAccess(isLocked).Where(access =>
            access.Privilege == privilege && (privilege == Privilege.Kernel || access.Mode != GuestMode.Real16))];

    private static IEnumerable<GuestAccess> EveryAccess(bool isLocked) =>
        from mode in Enum.GetValues<GuestMode>()
        from privilege in Enum.GetValues<Privilege>()
        from form in Enum.GetValues<InstructionForm>()
        where form == InstructionForm.Lock == isLocked
        from type in (AccessFlags[])[AccessFlags.Read, AccessFlags.Write]
        select new GuestAccess(type, Index, type == AccessFlags.Read ? 0 : ~Value, mode, privilege, form);
}
