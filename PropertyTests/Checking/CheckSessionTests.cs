using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Machines;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The main job, from the first sequence to the files that it leaves.</summary>
public sealed class CheckSessionTests
{
    private const long Sequences = 200_000;
    private const ulong Seed = 1;
    private const int MostCommands = 11;

    [Fact]
    [Consequence(48)]
    public void Of_the_posted_patch_every_known_defect_is_found_explained_shrunk_and_kept()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        JobReport report = Run(
            store, MachineRegistry.PostedDirect.Name, VirtualMachines.PostedDirect, KnownDefect.OfThePostedPatch);
        Assert.Empty(report.Missing);
        Assert.All(report.Findings, finding => Assert.NotNull(finding.Defect));
        Assert.Equal(store.Files, folder.Files.Order(StringComparer.Ordinal));
        Replayer replayer = new(MachineRegistry.MakerOf);
        foreach (string file in store.Files)
        {
            Trace trace = TraceParser.Parse(File.ReadAllText(file)).Value!;
            Assert.InRange(trace.Steps.Length, 1, MostCommands);
            Assert.Equal(ReplayVerdict.Holds, replayer.ReplayFile(file).Verdict);
        }
    }

    [Fact]
    public void Of_the_optimized_machine_nothing_is_found_and_nothing_is_kept()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        JobReport report = Run(store, MachineRegistry.OptimizedDirect.Name, VirtualMachines.OptimizedDirect, []);
        Assert.True(report.Complete);
        Assert.Empty(report.Findings);
        Assert.Empty(folder.Files);
    }

    public static TheoryData<Outcome> Strange { get; } =
    [
        Outcome.Fault((Vector)14, hasErrorCode: true, 6), Outcome.Fault((Vector)200, hasErrorCode: false, 0),
        Outcome.Error((Errno)38), Outcome.Exit((ExitReason)17, 1, 2), Outcome.Oops((OopsKind)99),
        Outcome.Refused((RefusalReason)99), Outcome.Destroyed(-1),
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void Whatever_a_machine_answers_is_found_shrunk_kept_and_replayed(Outcome answer)
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        StubbornMachine stubborn = new(answer);
        JobReport report = Run(store, "stubborn", () => stubborn, []);
        ShrunkFinding finding = Assert.Single(report.Findings);
        Assert.Single(finding.Trace.Steps);
        Replayer replayer = new(name => name == "stubborn" ? () => stubborn : MachineRegistry.MakerOf(name));
        ReplayResult replay = replayer.ReplayFile(Assert.Single(folder.Files));
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    private static JobReport Run(
        CounterexampleStore store, string name, Func<IMachine> create, IReadOnlyList<KnownDefect> known)
    {
        long sequences = known.Count == 0 ? Sequences / 50 : Sequences;
        Scope? none = null;
        CheckJob job = new(name, create, Dialect.Sound, CheckMode.Random, none, sequences, known);
        return new CheckSession(store, Seed, "test").Run(job, null, TestContext.Current.CancellationToken);
    }
}
