using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Vm;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using NamedMachines = MsrSpec.Cli.Machines;

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
            store, NamedMachines.PostedDirect, VirtualMachines.PostedDirect, KnownDefect.OfThePostedPatch);
        Assert.Empty(report.Missing);
        Assert.All(report.Findings, finding => Assert.NotNull(finding.Defect));
        Assert.Equal(store.Files, folder.Files.Order(StringComparer.Ordinal));
        Replayer replayer = new(name => NamedMachines.Find(name)?.Invoke());
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
        JobReport report = Run(store, NamedMachines.OptimizedDirect, VirtualMachines.OptimizedDirect, []);
        Assert.True(report.Complete);
        Assert.Empty(report.Findings);
        Assert.Empty(folder.Files);
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
