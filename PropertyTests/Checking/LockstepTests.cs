using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A planted difference is found at its step, under its clause, in words that say what is wrong.</summary>
public sealed class LockstepTests
{
    private const string One = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";
    private const string Other = "ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0";
    private const string Unknown = "ioctl add-allowlist flags=0x8 nmsrs=1 base=0x10 bits=0";
    private const string Enable = "ioctl enable-cap 184 args0=0x1";
    private const string Denied = "vcpu0 rdmsr 0xc0000081 long64 cpl0";
    private const string DeniedWrite = "vcpu0 wrmsr 0xc0000081 0x123456789a long64 cpl0";

    /// <summary>The mutant, the commands, and what the last of them must show.</summary>
    public static TheoryData<string, string[], string, string> Planted { get; } = new()
    {
        {
            "end-inclusive", ["ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0-1"],
            "decision.the-end-of-a-range-is-not-in-it", "read 0x11 allowed (denied)"
        },
        {
            "start-exclusive", [One],
            "decision.the-bit-of-the-covering-range-decides", "read 0x10 denied (allowed)"
        },
        { "lock-kept-on-overlap", [One, One], "allowlist.add.overlap-releases-the-lock", "lock=held (free)" },
        { "leak-on-bad-flags", [Unknown], "allowlist.add.failure-changes-nothing", "live-allocations=1 (0)" },
        { "failed-call-takes-a-slot", [One, One], "allowlist.add.failure-changes-nothing", "slots=2 (1)" },
        {
            "unknown-flag-accepted", ["ioctl add-allowlist flags=0x80000003 nmsrs=1 base=0x10 bits=0"],
            "allowlist.add.unknown-flags-are-EINVAL", "ok"
        },
        {
            "flags-before-copy", ["ioctl add-allowlist flags=0x8 nmsrs=1 base=0x10 bits=none readable=16"],
            "allowlist.add.unreadable-bitmap-is-EFAULT", "EINVAL"
        },
        { "teardown-leaks-one", [One, "destroy-vm"], "lifetime.destroy-frees-every-bitmap", "destroyed leaked=1" },
        {
            "write-exit-truncates", [Other, Enable, DeniedWrite],
            "exits.failing-access-exits", "exit wrmsr 0xc0000081 0x3456789a"
        },
        {
            "enable-cannot-disable", [Enable, "ioctl enable-cap 184 args0=0x0"],
            "exits.enable-takes-a-boolean", "user-space-msr=True (False)"
        },
        {
            "fault-clobbers-rax", [Other, Denied], "guest.fault-leaves-the-registers",
            "registers=rax:0x0,rcx:0xc0000081,rdx:0x5a5a0d0d,rip:+0 "
            + "(rax:0x5a5a0a0a,rcx:0xc0000081,rdx:0x5a5a0d0d,rip:+0)"
        },
        {
            "denied-write-stores", [Other, DeniedWrite],
            "guest.denial-touches-no-msr", "msr 0xc0000081=0x123456789a (0x0)"
        },
        { "lock-is-gp", ["vcpu0 rdmsr 0x10 long64 cpl0 lock"], "guest.lock-prefix-is-UD", "#GP(0)" },
        { "real-mode-error-code", [Other, "vcpu0 rdmsr 0x10 real16 cpl0"], "guest.error-code-by-mode", "#GP(0)" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_difference_is_found_at_its_step_under_its_clause(
        string mutant, string[] lines, string clause, string claim)
    {
        Divergence? divergence = Find(mutant, Lines.Commands(lines));
        Assert.Equal(lines.Length - 1, divergence?.Step);
        Assert.Equal(claim, divergence?.Claim);
        Assert.Equal(clause, divergence?.Clause?.Id);
    }

    [Fact]
    public void The_report_of_a_difference_is_this_trace()
    {
        string[] lines = [Other, "vcpu0 wrmsr 0xc0000081 0x2a long64 cpl0", "vcpu1 rdmsr 0x10 long64 cpl0"];
        Divergence divergence = Find("denied-write-stores", Lines.Commands(lines))!;
        Trace trace = CounterexampleText.Build(
            "mutant-denied-write-stores", "v2-sound", new ModelMachine(Dialect.Sound.Readings), Lines.Commands(lines),
            divergence, "planted");
        const string Expected = """
            msrspec-trace 1
            title: A denied access does not reach the MSR: nothing is read, nothing is written.
            machine: mutant-denied-write-stores
            reference: v2-sound
            clause: guest.denial-touches-no-msr
            end: mismatch
            found: planted

            ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0 -> ok
            vcpu0 wrmsr 0xc0000081 0x2a long64 cpl0 -> #GP(0) !! msr 0xc0000081=0x2a (0x0)  # STAR

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), TracePrinter.Print(trace));
    }

    [Fact]
    public void Equal_machines_show_no_difference_and_their_clauses_are_counted()
    {
        ClauseCoverage coverage = new();
        LockstepRunner runner = new(new ModelMachine(Dialect.Sound.Readings), new ModelMachine(Dialect.Sound.Readings))
        {
            Coverage = coverage,
        };
        Assert.Null(runner.Run(Lines.Commands(One, One, Denied)));
        Assert.Equal(3, runner.Commands);
        Assert.Contains("allowlist.add.overlap-is-EINVAL", coverage.Counts.Select(row => row.Clause.Id));
    }

    private static Divergence? Find(string mutant, Command[] commands) =>
        new LockstepRunner(new ModelMachine(Dialect.Sound.Readings), MutantTable.Find(mutant)!.Create()).Run(commands);
}
