using CsCheck;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>The text of a view says all of it, and a wrong one is refused with its place.</summary>
public sealed class ViewTextTests
{
    private const int Iterations = 3_000;
    private const string Registers = "registers=rax:0x1,rcx:0x2,rdx:0x3,rip:+2";
    private const string UpToRegisters =
        "view vcpu0 slots=1 lock=free live-allocations=1 user-space-msr=off exit-pending=no";

    public static TheoryData<string> Lines { get; } =
    [
        $"{UpToRegisters} {Registers} msr 0x174=0x0 decisions 0x174=rw 0x175=r",
        "view vcpu1 slots=0 lock=held live-allocations=-1 user-space-msr=on exit-pending=yes "
            + "registers=rax:0xffffffffffffffff,rcx:0x0,rdx:0x0,rip:+-3 msr 0x10=absent decisions 0x10=w 0x10=none",
        "view vcpu0 slots=? lock=? live-allocations=? user-space-msr=? exit-pending=? registers=? msr 0x10=? "
            + "decisions 0x10=? 0x11=?",
        $"{UpToRegisters} {Registers} msr 0x174=absent:0x5 decisions 0x174=none",
    ];

    /// <summary>A line of its own, and the error that it must give.</summary>
    public static TheoryData<string, string> BadLines { get; } = new()
    {
        { "vcpu0", "1:1: expected view" },
        { "view", "1:5: expected vcpuNUMBER" },
        { "view vcpu2", "1:10: 2 is too large for vcpu: the most is 0x1" },
        { "view vcpu0 lock=free", "1:12: expected slots=NUMBER" },
        { "view vcpu0 slots=many", "1:18: 'many' is not a number for slots" },
        { "view vcpu0 slots=-2147483649", "1:19: 2147483649 is too large for slots: the most is 0x80000000" },
        { "view vcpu0 slots=2147483648", "1:18: 2147483648 is too large for slots: the most is 0x7fffffff" },
        { "view vcpu0 slots=1 lock=open", "1:25: expected free|held|?, not 'open'" },
        { "view vcpu0 slots=1 lock=", "1:25: expected free|held|?, not ''" },
        {
            $"{UpToRegisters} registers=rax:0x1",
            "1:94: expected rax:N,rcx:N,rdx:N,rip:+N, not 'rax:0x1'"
        },
        {
            $"{UpToRegisters} registers=rax:1,rdx:1,rcx:1,rip:+0",
            "1:100: expected rax:N,rcx:N,rdx:N,rip:+N, not 'rax:1,rdx:1,rcx:1,rip:+0'"
        },
        { $"{UpToRegisters} registers=rax:x,rcx:1,rdx:1,rip:+0", "1:98: 'x' is not a number for rax" },
        { $"{UpToRegisters} registers=rax:1,rcx:1,rdx:1,rip:+x", "1:117: 'x' is not a number for rip" },
        { $"{UpToRegisters} registers=? decisions 0x10=r", "1:96: expected msr" },
        { $"{UpToRegisters} registers=? msr 0x10", "1:100: expected INDEX=VALUE, not '0x10'" },
        {
            $"{UpToRegisters} registers=? msr 0x10=gone decisions 0x10=r",
            "1:105: 'gone' is not a number for the value"
        },
        {
            $"{UpToRegisters} registers=? msr 0x10=absent:x decisions 0x10=r",
            "1:112: 'x' is not a number for the value"
        },
        { $"{UpToRegisters} registers=? msr 0x10=0", "1:106: expected decisions" },
        {
            $"{UpToRegisters} registers=? msr 0x10=0 decisions",
            "1:116: expected INDEX=DECISION, found the end of the line"
        },
        {
            $"{UpToRegisters} registers=? msr 0x10=0 decisions 0x10=x",
            "1:122: expected none|r|w|rw|?, not 'x'"
        },
        {
            $"{UpToRegisters} registers=? msr 0x10=0 decisions 0x11=r",
            "1:100: the MSR is the first of the decisions, 0x11"
        },
        {
            $"{UpToRegisters} registers=? msr 0x10=0 decisions 0x10=r 0x11=?",
            "1:129: the decisions are all known, or none is"
        },
        {
            $"{UpToRegisters} registers=? msr 0x10=0 decisions 0x10=? 0x11=r",
            "1:129: the decisions are all known, or none is"
        },
        {
            $"{UpToRegisters} registers=? msr 0=0 decisions{string.Concat(Enumerable.Repeat(" 0=r", 33))}",
            "1:242: a view has at most 32 indices"
        },
    };

    [Fact]
    public void A_view_is_read_as_it_was_printed() => ViewGens.Observation.Sample(
        seen => Equals(seen, ViewText.Parse(ViewText.Print(seen), 1).Value), iter: Iterations);

    [Fact]
    public void Views_that_differ_have_texts_that_differ() => ViewGens.Observation.Select(ViewGens.Observation).Sample(
        (one, other) => one.Equals(other) == (one.ToString() == other.ToString()), iter: Iterations);

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_canonical_view_is_printed_as_it_was_read(string line)
    {
        Parsed<Observation> parsed = ViewText.Parse(line, 1);
        Assert.Null(parsed.Error);
        Assert.Equal(line, ViewText.Print(parsed.Value!));
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_bad_view_is_told_with_its_place(string line, string expected)
    {
        Parsed<Observation> parsed = ViewText.Parse(line, 1);
        Assert.Null(parsed.Value);
        Assert.Equal($"f:{expected}", parsed.Error?.Describe("f"));
    }

    [Fact]
    public void A_command_has_one_view_at_most()
    {
        string view = $"  {Lines.First().Data}\n";
        Assert.Null(TraceParser.Parse($"msrspec-trace 1\ndestroy-vm\n{view}").Error);
        Assert.Equal(
            "f:4:3: the command has a view already",
            TraceParser.Parse($"msrspec-trace 1\ndestroy-vm\n{view}{view}").Error?.Describe("f"));
    }

    [Fact]
    public void A_view_stands_indented_below_its_command()
    {
        Observation seen = ViewText.Parse(Lines.First().Data, 1).Value!;
        TraceStep step = new(new Command.HostRead(0, 0x10), Outcome.Value(0), null) { Shown = seen };
        Assert.Equal(
            $"vcpu0 get-msr 0x10 -> value 0x0  # TSC\n  {Lines.First().Data}\n", TracePrinter.PrintBody([step]));
    }

    [Fact]
    public void What_is_unknown_holds_its_default_value() => ViewGens.Observation.Sample(
        seen => seen.View.Hiding(ViewFieldSet.Of(Enum.GetValues<ViewField>()))
            == new View { Unknown = ViewFieldSet.Of(Enum.GetValues<ViewField>()) },
        iter: Iterations);
}
