using System.Collections.Immutable;
using MsrSpec.Checker.Interleaving;
using MsrSpec.PropertyTests.Objects;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>Threads of compiled code meet in memory, in SRCU and at locks as those of a kernel do.</summary>
public sealed class SteppedCodeTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int MostSteps = 1_000;
    private const uint Swap = 0x10;
    private const uint SwapWithoutWait = 0x11;
    private const uint LookInside = 0x12;
    private const uint LookOutside = 0x13;

    [Fact]
    public void Who_waits_for_readers_frees_nothing_that_one_of_them_looks_at() =>
        Assert.Equal(["0x17 0x10"], Shown([Swap], [LookInside, Swap]));

    [Fact]
    public void Who_does_not_wait_for_readers_frees_what_one_of_them_looks_at() =>
        Assert.Contains("oops invalid-access 0x10", Shown([Swap], [LookInside, SwapWithoutWait]));

    [Fact]
    public void Who_looks_without_being_a_reader_is_not_waited_for() =>
        Assert.Contains("oops invalid-access 0x10", Shown([Swap], [LookOutside, Swap]));

    [Fact]
    public void An_increment_under_a_spin_lock_is_never_lost()
    {
        Assert.Equal(["0x12"], Shown([], [0x20, 0x20], 0x21).Select(shown => shown[^4..]).Distinct());
    }

    [Fact]
    public void A_copy_that_repeats_can_be_seen_in_part()
    {
        // The copy takes byte after byte, and the bytes become 1 from the last to the first, or as the compiler has it.
        string[] shown = [.. Shown([], [0x30, 0x31], 0x32).Select(shown => shown.Split(' ')[^1]).Distinct()];
        Assert.Contains("0x10", shown);
        Assert.Contains("0x1f", shown);
        Assert.InRange(shown.Length, 3, 16);
    }

    /// <summary>What all schedules show: what each thread's call answers, and then what is left.</summary>
    private SortedSet<string> Shown(uint[] prefix, uint[] threads, uint? left = null)
    {
        IThreadedMachine machine = Races.MachineOf(compiled.BytesOfC(SteppedCode.Source))();
        ThreadedRun run = new(machine, new RaceScenario(
            [.. prefix.Select(Races.CallOf)],
            [.. threads.Select(thread => (ImmutableArray<Command>)[Races.CallOf(thread)])]));
        SortedSet<string> shown = [];
        Assert.True(new ReducedExplorer(run).Explore(MostSteps, () =>
        {
            IEnumerable<Outcome> answers = run.History.Where(happened => happened.Outcome is not null)
                .OrderBy(happened => happened.Thread).Select(happened => happened.Outcome!.Value);
            _ = shown.Add(string.Join(' ', answers.Concat(left is { } which ? [machine.Step(Races.CallOf(which))] : [])
                .Select(TextOf)));
            return true;
        }));
        return shown;
    }

    private static string TextOf(Outcome outcome) =>
        outcome.Kind == OutcomeKind.Value ? $"0x{outcome.Data:x}" : $"{outcome}";
}
