using MsrSpec.Checker.Counterexamples;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Each verdict of a replay, with its message.</summary>
public sealed class ReplayerTests
{
    private const string Clause = "guest.lock-prefix-is-UD";
    private const string Line = "vcpu0 rdmsr 0x10 long64 cpl0 lock -> #UD";
    private const string NoHeader = "msrspec-trace 1\n";
    private const string View = "view vcpu0 slots=0 lock=free live-allocations=0 user-space-msr=off exit-pending=no "
        + "registers=rax:0x5a5a0a0a,rcx:0x10,rdx:0x5a5a0d0d,rip:+0 msr 0x10=0x0 decisions 0x10=rw 0x11=rw";

    /// <summary>The text of a file, and what replaying it must say.</summary>
    public static TheoryData<string, ReplayVerdict, string> Files { get; } = new()
    {
        { File("lock-is-gp", Clause, $"{Line} !! #GP(0)"), ReplayVerdict.Holds, Clause },
        {
            NoHeader + "machine: v2-sound\nreference: v2-sound\nend: agreement\n" + Line,
            ReplayVerdict.Holds, "agreement"
        },
        {
            File("lock-is-gp", Clause, $"destroy-vm -> destroyed leaked=0\n{Line} !! #GP(0)\n  {View}"),
            ReplayVerdict.Holds, Clause
        },
        {
            File("lock-is-gp", Clause, $"{Line} !! #GP(0)\n  {View.Replace("0x11=rw", "0x11=r")}"),
            ReplayVerdict.ChangedExpectation,
            "f: command 1: v2-sound now shows write 0x11 allowed (denied), in brackets what the file records"
        },
        {
            File("lock-is-gp", Clause, $"{Line} !! #GP(0)\n  {View.Replace("lock=free", "lock=?")}"),
            ReplayVerdict.ChangedExpectation,
            "f: command 1: v2-sound now shows lock=free (unknown), in brackets what the file records"
        },
        { "nonsense", ReplayVerdict.Unreadable, "f:1:1: a trace starts with the line 'msrspec-trace 1'" },
        { NoHeader + Line, ReplayVerdict.Incomplete, "f: the header 'machine' is missing" },
        { NoHeader + "machine: v2-sound\n" + Line, ReplayVerdict.Incomplete, "f: the header 'reference' is missing" },
        {
            NoHeader + "machine: v2-sound\nreference: v2-sound\n" + Line, ReplayVerdict.Incomplete,
            "f: the header 'end' is missing"
        },
        { File("no-such", Clause, Line), ReplayVerdict.Incomplete, "f: unknown machine 'no-such'" },
        { File("lock-is-gp", "no.such", Line), ReplayVerdict.Incomplete, "f: unknown clause 'no.such'" },
        { File("lock-is-gp", Clause, string.Empty), ReplayVerdict.Incomplete, "f: it has no command" },
        {
            File("lock-is-gp", Clause, "vcpu0 rdmsr 0x10 long64 cpl0 lock -> #GP(0) !! #GP(0)"),
            ReplayVerdict.ChangedExpectation, "f: command 1: the file expects '#GP(0)', v2-sound now answers '#UD'"
        },
        {
            File("v2-sound", Clause, $"{Line} !! #GP(0)"),
            ReplayVerdict.NoLongerFails, "f: v2-sound no longer differs from v2-sound"
        },
        {
            File("lock-is-gp", Clause, $"{Line}\n{Line} !! #GP(0)"),
            ReplayVerdict.FailsOtherwise, "f: lock-is-gp differs at command 1, not at the last one"
        },
        {
            File("lock-is-gp", "guest.the-index-is-ecx", $"{Line} !! #GP(0)"),
            ReplayVerdict.FailsOtherwise, $"f: lock-is-gp breaks '{Clause}', the file says 'guest.the-index-is-ecx'"
        },
        {
            File("lock-is-gp", Clause, $"{Line} !! retired"),
            ReplayVerdict.FailsOtherwise, "f: lock-is-gp shows '#GP(0)', the file says 'retired'"
        },
        {
            NoHeader + "machine: lock-is-gp\nreference: v2-sound\nend: agreement\n" + Line,
            ReplayVerdict.FailsOtherwise, "f: command 1: expected '#UD', got '#GP(0)'"
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_replay_says_what_became_of_the_file(string text, ReplayVerdict verdict, string message)
    {
        ReplayResult result = new Replayer(Machine).Replay("f", text);
        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(message, result.Message);
    }

    [Fact]
    public void Every_verdict_is_shown() =>
        Assert.Equal(Enum.GetValues<ReplayVerdict>(), Files.Select(row => row.Data.Item2).Distinct().Order());

    [Fact]
    public void A_file_that_is_not_there_is_unreadable()
    {
        ReplayResult result = new Replayer(Machine).ReplayFile("/nonexistent/msrspec.trace");
        Assert.Equal(ReplayVerdict.Unreadable, result.Verdict);
        Assert.StartsWith("/nonexistent/msrspec.trace: ", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_knows_why_there_is_no_machine_of_a_name_is_asked()
    {
        Replayer replayer = new(Machine) { Explain = name => $"{name} is gone" };
        Assert.Equal("f: no-such is gone", replayer.Replay("f", File("no-such", Clause, Line)).Message);
    }

    private static string File(string machine, string clause, string lines) =>
        $"{NoHeader}machine: {machine}\nreference: v2-sound\nclause: {clause}\nend: mismatch\n\n{lines}\n";

    private static Func<IMachine>? Machine(string name) => Dialect.Find(name) is { } dialect
        ? () => new ModelMachine(dialect.Readings)
        : MutantTable.Find(name)?.Create;
}
