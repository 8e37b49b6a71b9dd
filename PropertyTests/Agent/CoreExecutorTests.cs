using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Agent;

public sealed class CoreExecutorTests
{
    private const uint Index = Msr.Star;
    private const ulong Value = 0x1122_3344_8899_AABB;

    private readonly ScriptedPort _port = new() { Value = Value };
    private readonly MsrFile _msrs = new(vcpu: 0);
    private readonly GuestMemory _memory = new(GuestAgent.MemoryFor(vcpus: 2));
    private readonly CoreExecutor _executor;

    public CoreExecutorTests() => _executor = new CoreExecutor(_memory, number: 0, _port, _msrs);

    public static TheoryData<GuestAccess> KernelAccesses => AccessesOf(Privilege.Kernel, isLocked: false);

    public static TheoryData<GuestAccess> UnprivilegedAccesses =>
    [
        .. AccessesOf(Privilege.Ring1, isLocked: false), .. AccessesOf(Privilege.Ring2, isLocked: false),
        .. AccessesOf(Privilege.User, isLocked: false),
    ];

    public static TheoryData<GuestAccess> LockedAccesses =>
        [.. AccessesOf(Privilege.Kernel, isLocked: true), .. AccessesOf(Privilege.User, isLocked: true)];

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void An_access_that_is_done_retires_with_the_value_and_RIP_behind_it(GuestAccess access)
    {
        Assert.Equal(RetiredAs(in access, Value), Run(in access));
        Assert.Equal(Index, _port.LastIndex);
        Assert.Equal((access.IsRead ? 1 : 0, access.IsRead ? 0 : 1), (_port.Reads, _port.Writes));
        Assert.Equal(access.IsRead ? 0 : access.Value, _port.LastWritten);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void A_refused_access_is_GP_0_at_the_instruction_with_every_register_as_before(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Fault;

        Assert.Equal(GeneralProtection(in access), Run(in access));
    }

    [Theory]
    [MemberData(nameof(UnprivilegedAccesses))]
    public void In_user_mode_an_access_is_GP_0_and_the_port_is_not_asked(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;

        Assert.Equal(GeneralProtection(in access), Run(in access));
        Assert.Equal(0, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(LockedAccesses))]
    public void With_a_LOCK_prefix_an_access_is_UD_at_any_level_and_the_port_is_not_asked(GuestAccess access)
    {
        Assert.Equal(Fault(Vector.InvalidOpcode, hasErrorCode: false, in access), Run(in access));
        Assert.Equal(0, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void An_exit_leaves_at_the_instruction_with_nothing_changed(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;

        Assert.Equal(ExitOf(in access), Run(in access));
        Assert.Equal(access.Type, _executor.PendingExit);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void Completion_without_error_retires_with_the_data_and_does_not_ask_again(GuestAccess access)
    {
        const ulong Data = 0xFEDC_BA98_7654_3210;
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);

        Assert.Equal(RetiredAs(in access, Data), Complete(error: 0, Data));
        Assert.Equal(1, _port.Reads + _port.Writes);
        Assert.Equal(AccessFlags.None, _executor.PendingExit);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void Completion_with_any_error_is_GP_0_with_every_register_as_before(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        foreach (byte error in (byte[])[1, 0x80, 0xFF])
        {
            _ = _executor.Run(in access);

            Assert.Equal(GeneralProtection(in access), Complete(error, data: Value));
        }
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void To_enter_again_without_completing_executes_the_instruction_again(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);

        Assert.Equal(ExitOf(in access), Reenter());
        _port.Answer = MsrAccessResult.Fault;
        Assert.Equal(GeneralProtection(in access), Reenter());
        Assert.Equal(3, _port.Reads + _port.Writes);
    }

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void To_enter_again_after_the_answer_has_changed_retires(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);
        _port.Answer = MsrAccessResult.Done;

        Assert.Equal(RetiredAs(in access, Value), Reenter());
    }

    [Fact]
    public void To_complete_when_nothing_waits_is_our_own_bug() =>
        Assert.Throws<InvalidOperationException>(() => Complete(error: 0, data: 0));

    [Theory]
    [MemberData(nameof(KernelAccesses))]
    public void After_a_reset_nothing_waits(GuestAccess access)
    {
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);

        _executor.Reset();

        Assert.Equal((AccessFlags.None, GuestRegisters.None), (_executor.PendingExit, _executor.Registers));
        Assert.Throws<InvalidOperationException>(() => Complete(error: 0, data: 0));
    }

    [Fact]
    public void The_bases_of_FS_and_GS_survive_every_change_of_mode()
    {
        Assert.True(_msrs.HostWrite(Msr.FsBase, 0x7FFF_1234_5678));
        Assert.True(_msrs.HostWrite(Msr.GsBase, 0xFFFF_8000_0000_1000));
        foreach (GuestAccess access in EveryAccess(isLocked: false))
        {
            _ = _executor.Run(in access);

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
                _ = _executor.Run(in first);
                bool faults = second.Privilege != Privilege.Kernel && second.Mode != GuestMode.Real16;
                (Outcome, GuestRegisters) expected =
                    faults ? GeneralProtection(in second) : RetiredAs(in second, Value);

                Assert.Equal(expected, Run(in second));
            }
        }
    }

    [Fact]
    public void Two_vCPUs_in_one_memory_do_not_disturb_each_other()
    {
        CoreExecutor other = new(_memory, number: 1, _port, new MsrFile(vcpu: 1));
        foreach (GuestAccess access in EveryAccess(isLocked: false))
        {
            _port.Answer = MsrAccessResult.Exit;
            (Outcome Outcome, GuestRegisters) first = Run(in access);

            Assert.Equal(first, After(other, other.Run(in access)));
            if (first.Outcome.Kind == OutcomeKind.Exit)
            {
                Assert.Equal(RetiredAs(in access, 1), Complete(error: 0, data: 1));
                Assert.Equal(RetiredAs(in access, 2), After(other, other.Complete(error: 0, data: 2)));
            }
        }
    }

    [Theory]
    [InlineData(OutcomeKind.OutOfBudget, new byte[] { 0xEB, 0xFE })]   // jmp to itself
    [InlineData(OutcomeKind.Unimplemented, new byte[] { 0xD8, 0xC1 })] // fadd st, st1
    public void What_is_not_an_access_ends_in_a_named_outcome(OutcomeKind kind, byte[] code)
    {
        GuestAccess access = Access(GuestMode.Long64);
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);
        _memory.Write(_executor.Core.Current.Rip, code);

        Outcome expected = kind == OutcomeKind.Unimplemented
            ? Outcome.Unimplemented(BitConverter.ToUInt16(code))
            : Outcome.OutOfBudget;
        Assert.Equal((expected, access.RegistersBefore), Reenter());
        Assert.Equal(AccessFlags.None, _executor.PendingExit);
    }

    [Theory]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void A_fault_without_usable_gates_is_a_shutdown_at_the_instruction(GuestMode mode)
    {
        GuestAccess access = Access(mode);
        _port.Answer = MsrAccessResult.Exit;
        _ = _executor.Run(in access);
        _memory.Write(_executor.Core.Current.Idtr.Base, new byte[_executor.Core.Current.Idtr.Limit + 1]);

        Assert.Equal((Outcome.Shutdown, access.RegistersBefore), Complete(error: 1, data: 0));
        Assert.Equal(Outcome.Shutdown, _executor.Reenter());
    }

    [Fact]
    public void The_MSR_file_behind_the_port_is_what_the_guest_sees()
    {
        CoreExecutor direct = new(_memory, number: 1, new DirectMsrPort(_msrs), _msrs);
        GuestAccess write = Access(GuestMode.Long64) with { Type = AccessFlags.Write, Value = 0x1234 };
        GuestAccess read = Access(GuestMode.Real16);
        GuestAccess absent = Access(GuestMode.Long64) with { Index = Msr.X2ApicFirst };

        Assert.Equal(Outcome.Retired, direct.Run(in write));
        Assert.Equal(RetiredAs(in read, 0x1234), After(direct, direct.Run(in read)));
        Assert.Equal(GeneralProtection(in absent), After(direct, direct.Run(in absent)));
    }

    [Fact]
    public void An_access_allocates_nothing()
    {
        GuestAccess[] accesses = [.. EveryAccess(isLocked: false), .. EveryAccess(isLocked: true)];
        Assert.Equal(0, AllocatedBytes.LeastOf(() => RunAll(accesses)));
    }

    private void RunAll(GuestAccess[] accesses)
    {
        foreach (ref readonly GuestAccess access in accesses.AsSpan())
        {
            _ = _executor.Run(in access);
        }
    }

    private static GuestAccess Access(GuestMode mode) =>
        new(AccessFlags.Read, Index, 0, mode, Privilege.Kernel, InstructionForm.Plain);

    private (Outcome Outcome, GuestRegisters Registers) Run(in GuestAccess access) =>
        After(_executor, _executor.Run(in access));

    private (Outcome Outcome, GuestRegisters Registers) Complete(byte error, ulong data) =>
        After(_executor, _executor.Complete(error, data));

    private (Outcome Outcome, GuestRegisters Registers) Reenter() => After(_executor, _executor.Reenter());

    private static (Outcome Outcome, GuestRegisters Registers) After(CoreExecutor executor, Outcome outcome) =>
        (outcome, executor.Registers);

    private static (Outcome Outcome, GuestRegisters Registers) RetiredAs(in GuestAccess access, ulong value)
    {
        GuestRegisters before = access.RegistersBefore;
        GuestRegisters after = access.IsRead ? before with { Rax = (uint)value, Rdx = value >> 32 } : before;
        return (
            access.IsRead ? Outcome.RetiredRead(value) : Outcome.Retired,
            after with { RipOffset = access.InstructionLength });
    }

    private static (Outcome Outcome, GuestRegisters Registers) GeneralProtection(in GuestAccess access) =>
        Fault(Vector.GeneralProtection, hasErrorCode: access.Mode != GuestMode.Real16, in access);

    private static (Outcome Outcome, GuestRegisters Registers) Fault(
        Vector vector, bool hasErrorCode, in GuestAccess access) =>
        (Outcome.Fault(vector, hasErrorCode, errorCode: 0), access.RegistersBefore);

    private static (Outcome Outcome, GuestRegisters Registers) ExitOf(in GuestAccess access) => (
        Outcome.Exit(access.IsRead ? ExitReason.ReadMsr : ExitReason.WriteMsr, access.Index, access.Value),
        access.RegistersBefore);

    private static TheoryData<GuestAccess> AccessesOf(Privilege privilege, bool isLocked) =>
        [.. EveryAccess(isLocked).Where(access =>
            access.Privilege == privilege && (privilege == Privilege.Kernel || access.Mode != GuestMode.Real16))];

    private static IEnumerable<GuestAccess> EveryAccess(bool isLocked) =>
        from mode in Enum.GetValues<GuestMode>()
        from privilege in Enum.GetValues<Privilege>()
        from form in Accesses.OriginalForms
        where form == InstructionForm.Lock == isLocked
        from type in (AccessFlags[])[AccessFlags.Read, AccessFlags.Write]
        select new GuestAccess(type, Index, type == AccessFlags.Read ? 0 : ~Value, mode, privilege, form);
}
