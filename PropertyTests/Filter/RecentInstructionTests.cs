using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Machines;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static MsrSpec.PropertyTests.Filter.FilterTraces;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>
/// WRMSRNS, the immediate forms, and a handler that finds no memory: what the model of today's kernel says, and that
/// the machines do the same, on the emulated core too.
/// </summary>
public sealed class RecentInstructionTests
{
    private const string DenyAll = "filter-slot flags=read nmsrs=1 base=0x0 bits=none";
    private const string Install = "ioctl set-filter default=deny";
    private const string Deflect = "ioctl enable-cap 188 args0=0x7";
    private const string NoMemory = "fail-next-efer-write";
    private const string WriteEfer = "vcpu0 wrmsr 0xc0000080 0xd01 long64 cpl0";
    private const string EferAsBefore = "vcpu0 get-msr 0xc0000080 -> value 0x500";

    /// <summary>EFER as 64-bit mode has it.</summary>
    private const string EnterMode = "vcpu0 rdmsr 0xc0000080 long64 cpl0 -> retired 0x500";

    /// <summary>The machines by names.</summary>
    public static TheoryData<string> Machines => ["direct", "core"];

    [Fact]
    [Covers("guest.an-immediate-read-loads-its-register", "guest.write-stores-edx-eax")]
    public void The_newer_instructions_do_what_the_older_ones_do() => HoldsToday(
        "vcpu0 wrmsrns 0xc0000081 0x1122334455667788 long64 cpl0 -> retired",
        "vcpu0 rdmsr-imm 0xc0000081 long64 cpl0 -> retired 0x1122334455667788",
        "vcpu0 wrmsrns-imm 0xc0000081 0x8877665544332211 long64 cpl0 -> retired",
        "vcpu0 rdmsr 0xc0000081 long64 cpl0 -> retired 0x8877665544332211",
        "vcpu0 rdmsr-imm 0xc0000081 long64 cpl3 -> #GP(0)",
        "vcpu0 wrmsrns 0xfe 0x0 real16 cpl3 -> #GP",
        "vcpu0 wrmsrns 0xc0000081 0x5 protected32 cpl0 -> retired");

    [Fact]
    [Covers("guest.immediate-forms-need-64-bit-mode")]
    public void Outside_64_bit_mode_an_immediate_form_is_no_instruction() => HoldsToday(
        "vcpu0 rdmsr-imm 0xc0000081 protected32 cpl3 -> #UD",
        "vcpu0 wrmsrns-imm 0xc0000081 0x1 real16 cpl0 -> #UD");

    [Theory]
    [InlineData("v2-sound")]
    [InlineData("v2-posted")]
    [InlineData("linux-6.1")]
    [Covers("guest.instructions-it-lacks-are-UD")]
    public void A_processor_that_lacks_them_raises_UD(string dialect) => Holds(
        Dialect.Find(dialect)!,
        "vcpu0 wrmsrns 0xc0000081 0x1 protected32 cpl3 -> #UD",
        "vcpu0 rdmsr-imm 0xc0000081 long64 cpl0 -> #UD",
        "vcpu0 wrmsrns-imm 0xc0000081 0x1 long64 cpl0 -> #UD",
        "vcpu0 rdmsr 0xc0000081 long64 cpl0 -> retired 0x0");

    [Fact]
    public void The_filter_decides_them_and_user_space_completes_them() => HoldsToday(
        DenyAll, Install, "vcpu1 rdmsr-imm 0xc0000081 long64 cpl0 -> #GP(0)",
        "vcpu1 wrmsrns 0xc0000081 0x1 long64 cpl0 -> #GP(0)", Deflect,
        "vcpu1 rdmsr-imm 0xc0000081 long64 cpl0 -> exit rdmsr 0xc0000081 0x0 reason=filter",
        "vcpu1 complete error=0 data=0x1122334455667788 -> retired 0x1122334455667788",
        "vcpu1 wrmsrns-imm 0xc0000081 0x1122334455667788 long64 cpl0"
        + " -> exit wrmsr 0xc0000081 0x1122334455667788 reason=filter",
        "vcpu1 complete error=1 data=0x0 -> #GP(0)");

    [Fact]
    public void A_read_in_immediate_form_leaves_every_register_but_the_one_that_it_names()
    {
        foreach (IMachine machine in All())
        {
            Holds(machine, ["vcpu0 rdmsr-imm 0xc0000080 long64 cpl0 -> retired 0x500"]);
            Assert.Equal(
                new GuestRegisters(GuestAccess.SentinelRax, GuestAccess.SentinelRcx, 0x500, 9),
                machine.Observe(0, [0]).Registers);
        }
    }

    [Fact]
    [Covers(
        "exits.a-handler-without-memory-fails-the-run", "guest.a-handler-without-memory-writes-nothing",
        "lifetime.an-armed-failure-hits-the-next-write-of-efer")]
    public void Where_the_handler_of_EFER_finds_no_memory_the_run_fails_and_nothing_is_written() => HoldsToday(
        EnterMode, NoMemory, NoMemory, "vcpu0 wrmsr 0xc0000081 0x1 long64 cpl0 -> retired",
        "vcpu0 wrmsr 0xc0000080 0x2 long64 cpl0 -> #GP(0)", $"{WriteEfer} -> ENOMEM", EferAsBefore,
        $"{WriteEfer} -> retired", "vcpu0 get-msr 0xc0000080 -> value 0xd01");

    [Fact]
    public void It_leaves_to_user_space_if_that_has_asked_for_what_the_register_does_not_take() => HoldsToday(
        EnterMode, Deflect, NoMemory, $"{WriteEfer} -> exit wrmsr 0xc0000080 0xd01 reason=invalid",
        "vcpu0 complete error=0 data=0x0 -> retired", EferAsBefore, "ioctl enable-cap 188 args0=0x6", NoMemory,
        $"{WriteEfer} -> ENOMEM");

    [Fact]
    public void A_denied_write_does_not_get_to_the_handler() => HoldsToday(
        EnterMode, NoMemory, DenyAll, Install, $"{WriteEfer} -> #GP(0)", "ioctl set-filter default=allow",
        $"{WriteEfer} -> ENOMEM");

    [Theory]
    [InlineData("v2-posted")]
    [InlineData("v2-sound")]
    [InlineData("linux-5.10-rc1")]
    public void Before_5_10_the_guest_is_given_a_fault(string dialect) => Holds(
        Dialect.Find(dialect)!, EnterMode, NoMemory, $"{WriteEfer} -> #GP(0)", EferAsBefore, $"{WriteEfer} -> retired");

    [Theory]
    [MemberData(nameof(Machines))]
    public void It_outlives_a_VM_but_not_the_kernel(string name)
    {
        VirtualMachine machine = Create(name);
        Holds(machine, [NoMemory, "destroy-vm -> destroyed leaked=0", EnterMode, $"{WriteEfer} -> ENOMEM", NoMemory]);
        machine.Reset();
        Holds(machine, [EnterMode, $"{WriteEfer} -> retired"]);
    }

    private static void HoldsToday(params string[] lines)
    {
        _ = Holds(Dialect.LinuxToday, lines);
        Assert.All(Machines.Select(row => row.Data), name => Holds(Create(name), lines));
    }

    private static IEnumerable<IMachine> All() => Machines.Select(row => (IMachine)Create(row.Data));

    private static VirtualMachine Create(string name) => name == "core"
        ? VirtualMachines.Filter(FilterVersion.Linux618)
        : VirtualMachines.FilterDirect(FilterVersion.Linux618);
}
