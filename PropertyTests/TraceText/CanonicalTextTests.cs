using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>The canonical text, pinned: files that stand in repositories must stay readable.</summary>
public sealed class CanonicalTextTests
{
    public static TheoryData<string> Lines { get; } =
    [
        "ioctl add-allowlist flags=read|write nmsrs=1 base=0xc0000081 bits=0",
        "ioctl add-allowlist flags=read nmsrs=65 base=0x40 bits=0-63,65 pad=0x1",
        "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none",
        "ioctl add-allowlist flags=0x80000000 nmsrs=0x3000 base=0xfffff000 bits=12287",
        "ioctl add-allowlist flags=write nmsrs=64 base=0x10 bits=1-6 readable=17",
        "ioctl add-allowlist flags=write nmsrs=0x3001 base=0x10 bits=none",
        "ioctl add-allowlist bytes=",
        "ioctl add-allowlist bytes=0100000001",
        "ioctl enable-cap 184 args0=0x1",
        "ioctl enable-cap 184 args0=0x1 flags=0x2",
        "ioctl check-extension 185",
        "fail-next-allocation",
        "destroy-vm",
        "vcpu0 rdmsr 0xc0000081 long64 cpl0",
        "vcpu1 wrmsr 0x10 0xffffffffffffffff protected32 cpl3 lock",
        "vcpu1 rdmsr 0x10 real16 cpl0 upper-halves-set",
        "vcpu0 rdmsr 0x10 long64 cpl2 prefixed",
        "change-argument nmsrs after-read-2 to=0x3000",
        "decision write 0xc0000080",
        "vcpu0 get-msr 0xfffffffe",
        "vcpu1 set-msr 0x10 0x2a",
        "vcpu1 complete error=255 data=0x2a",
    ];

    public static TheoryData<string> Outcomes { get; } =
    [
        "ok", "EINVAL", "E2BIG", "value 0x2a", "unprocessed", "retired", "retired 0x0", "#GP", "#GP(0)", "#UD",
        "exit rdmsr 0xc0000081 0x0", "exit wrmsr 0x10 0x2a", "blocked", "oops free-of-error-pointer",
        "oops free-of-non-allocation", "oops unlock-of-free-mutex", "refused exit-pending", "refused no-exit-pending",
        "destroyed leaked=1", "shutdown", "unimplemented 0x320f", "out-of-budget",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_canonical_line_is_printed_as_it_was_read(string line)
    {
        Parsed<Command> parsed = CommandParser.Parse(line, 1);
        Assert.Null(parsed.Error);
        Assert.Equal(line, CommandPrinter.Print(parsed.Value!));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_canonical_outcome_is_printed_as_it_was_read(string outcome)
    {
        Parsed<Trace> parsed = TraceParser.Parse($"msrspec-trace 1\n\ndestroy-vm -> {outcome} !! other\n");
        Assert.Null(parsed.Error);
        TraceStep step = Assert.Single(parsed.Value!.Steps);
        Assert.Equal("other", step.Claim);
        Assert.Equal(outcome, step.Expected?.ToString());
    }

    [Fact]
    public void A_whole_trace_has_this_form()
    {
        Trace trace = new(
            "The end is not in the range.", "posted", "v2-sound", "decision.the-end-of-a-range-is-not-in-it",
            TraceEnd.Mismatch, "seed 1",
            [
                new TraceStep(new Command.CheckCapability(185), Outcome.Value(1), null),
                new TraceStep(
                    new Command.HostRead(0, Msr.Star), Outcome.Value(0), "value 0x1"),
            ]);
        const string Expected = """
            msrspec-trace 1
            title: The end is not in the range.
            machine: posted
            reference: v2-sound
            clause: decision.the-end-of-a-range-is-not-in-it
            end: mismatch
            found: seed 1

            ioctl check-extension 185 -> value 0x1
            vcpu0 get-msr 0xc0000081 -> value 0x0 !! value 0x1  # STAR

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), TracePrinter.Print(trace));
    }

    [Fact]
    public void Blanks_comments_and_other_numerals_are_read_too()
    {
        const string Text =
            "msrspec-trace 1\r\n  title:   t \r\n# a comment\r\n\r\n\tvcpu0   rdmsr 16 long64 cpl0 # TSC\r\n";
        Trace trace = TraceParser.Parse(Text).Value!;
        Assert.Equal("t", trace.Title);
        Assert.Equal("vcpu0 rdmsr 0x10 long64 cpl0", CommandPrinter.Print(Assert.Single(trace.Commands)));
    }

    [Theory]
    [InlineData("vcpu0 rdmsr IA32_TSC long64 cpl0", "vcpu0 rdmsr 0x10 long64 cpl0")]
    [InlineData("vcpu1 wrmsr tsc_deadline 5 real16 cpl0", "vcpu1 wrmsr 0x6e0 0x5 real16 cpl0")]
    [InlineData("vcpu0 get-msr MSR_K7_HWCR", "vcpu0 get-msr 0xc0010015")]
    [InlineData("vcpu0 set-msr EFER 0", "vcpu0 set-msr 0xc0000080 0x0")]
    [InlineData("decision write FS_BASE", "decision write 0xc0000100")]
    [InlineData(
        "ioctl add-allowlist flags=read nmsrs=1 base=SYSENTER_CS bits=0",
        "ioctl add-allowlist flags=read nmsrs=1 base=0x174 bits=0")]
    [InlineData(
        "filter-slot flags=write nmsrs=2 base=HV_X64_MSR_HYPERCALL bits=none",
        "filter-slot flags=write nmsrs=2 base=0x40000001 bits=none")]
    public void A_register_may_be_named_wherever_an_index_stands_and_is_printed_as_a_number(
        string named, string printed) =>
        Assert.Equal(printed, CommandPrinter.Print(CommandParser.Parse(named, 1).Value!));

    [Fact]
    public void Outcomes_and_views_take_names_too()
    {
        const string Line = "  view vcpu0 slots=0 lock=free live-allocations=0 user-space-msr=off exit-pending=no "
            + "registers=rax:0x0,rcx:0x0,rdx:0x0,rip:+0 msr TSC=0x0 decisions TSC=rw EFER=none";
        const string Text = "msrspec-trace 1\nvcpu0 rdmsr TSC long64 cpl0 -> exit rdmsr TSC 0x0\n" + Line;
        TraceStep step = Assert.Single(TraceParser.Parse(Text).Value!.Steps);
        Assert.Equal("exit rdmsr 0x10 0x0", step.Expected.ToString());
        Assert.Equal([0x10u, 0xC0000080u], step.Shown!.Indices);
    }

    [Theory]
    [InlineData("vcpu0 get-msr 0x0", false)]
    [InlineData("vcpu0 get-msr 0x1", true)]
    [InlineData("vcpu0 get-msr 0x4321", false)]
    [InlineData("destroy-vm", false)]
    public void The_register_is_named_beside_a_command_unless_it_is_number_0(string line, bool isNamed) =>
        Assert.Equal(isNamed, CommandPrinter.Comment(CommandParser.Parse(line, 1).Value!) is not null);
}
