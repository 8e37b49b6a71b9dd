using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What some schedules show, of all that there are.</summary>
public sealed class ExplorerTests
{
    private const int MostSteps = 100;

    private static readonly ImmutableArray<ImmutableArray<ToyStep>> StoreAndLoad =
    [
        [new ToyStep(ToyKind.Store, 0), new ToyStep(ToyKind.Load, 1)],
        [new ToyStep(ToyKind.Store, 1), new ToyStep(ToyKind.Load, 0)],
    ];

    [Fact]
    public void The_reduced_exploration_shows_whatever_a_schedule_shows() => ToyGens.Program.Sample(
        threads => Assert.Equal(EveryScheduleOf(threads, toy => toy.Shown), ReducedOf(new ToyProgram(threads)).Shown),
        iter: 400);

    [Fact]
    public void The_reduced_exploration_carries_out_each_order_of_conflicting_steps_once() => ToyGens.Program.Sample(
        threads =>
        {
            ReducedExplorer explorer = ReducedOf(new ToyProgram(threads)).Explorer;
            Assert.Equal(EveryScheduleOf(threads, toy => toy.Trace).Count, explorer.Schedules);
        },
        iter: 400);

    [Fact]
    public void With_as_many_preemptions_as_there_are_steps_the_bounded_exploration_shows_it_too() =>
        ToyGens.Program.Sample(
            threads =>
            {
                ToyProgram toy = new(threads);
                SortedSet<string> shown = [];
                Assert.True(new BoundedExplorer(toy).Explore(MostSteps, MostSteps, () => shown.Add(toy.Shown) || true));
                Assert.Equal(EveryScheduleOf(threads, program => program.Shown), shown);
            },
            iter: 200);

    [Fact]
    public void Without_preemptions_threads_run_one_after_the_other()
    {
        ToyProgram toy = new(StoreAndLoad);
        SortedSet<string> shown = [];
        _ = new BoundedExplorer(toy).Explore(0, MostSteps, () => shown.Add(toy.Shown) || true);
        Assert.Equal(["0.1:0 1.1:1 | 0=1 1=17 | ", "0.1:17 1.1:0 | 0=1 1=17 | "], shown);
    }

    [Fact]
    public void A_program_that_does_not_tell_of_its_stores_is_explored_in_part()
    {
        Assert.Equal(3, EveryScheduleOf(StoreAndLoad, toy => toy.Shown).Count);
        Assert.Single(ReducedOf(new SecretStores(StoreAndLoad)).Shown);
    }

    [Fact]
    public void Threads_that_take_two_locks_in_two_orders_are_seen_to_wait_for_each_other()
    {
        ImmutableArray<ImmutableArray<ToyStep>> threads =
        [
            [new ToyStep(ToyKind.Take, 0), new ToyStep(ToyKind.Take, 1)],
            [new ToyStep(ToyKind.Take, 1), new ToyStep(ToyKind.Take, 0)],
        ];
        Assert.Contains(" |  | 0 1", ReducedOf(new ToyProgram(threads)).Shown);
    }

    [Fact]
    public void An_exploration_ends_when_it_is_told_to()
    {
        ToyProgram toy = new(StoreAndLoad);
        ReducedExplorer reduced = new(toy);
        BoundedExplorer bounded = new(toy);
        Assert.False(reduced.Explore(MostSteps, () => false));
        Assert.False(bounded.Explore(1, MostSteps, () => false));
        Assert.Equal((1, 1), (reduced.Schedules, bounded.Schedules));
    }

    [Fact]
    public void The_begin_of_a_call_conflicts_with_the_end_of_another_and_with_no_other_begin()
    {
        SharedAccess begin = new(3, SharedAccessKind.Begin);
        SharedAccess end = new(3, SharedAccessKind.End);
        Assert.True(begin.ConflictsWith(end) && end.ConflictsWith(begin) && begin.CanSwapWith(end));
        Assert.False(begin.ConflictsWith(begin) || end.ConflictsWith(end));
    }

    [Theory]
    [InlineData(SharedAccessKind.Enter, SharedAccessKind.Enter, false)]
    [InlineData(SharedAccessKind.Enter, SharedAccessKind.Leave, false)]
    [InlineData(SharedAccessKind.Leave, SharedAccessKind.Enter, false)]
    [InlineData(SharedAccessKind.Enter, SharedAccessKind.Await, true)]
    [InlineData(SharedAccessKind.Await, SharedAccessKind.Enter, true)]
    [InlineData(SharedAccessKind.Await, SharedAccessKind.Leave, true)]
    [InlineData(SharedAccessKind.Await, SharedAccessKind.Await, true)]
    [InlineData(SharedAccessKind.Take, SharedAccessKind.Release, true)]
    [InlineData(SharedAccessKind.Read, SharedAccessKind.Read, false)]
    [InlineData(SharedAccessKind.Read, SharedAccessKind.Write, true)]
    internal void Readers_conflict_with_who_waits_for_them_and_not_with_each_other(
        SharedAccessKind one, SharedAccessKind other, bool conflicts)
    {
        Assert.Equal(conflicts, new SharedAccess(8, one).ConflictsWith(new SharedAccess(8, other)));
        Assert.False(new SharedAccess(8, one).ConflictsWith(new SharedAccess(16, other)));
    }

    private static (SortedSet<string> Shown, ReducedExplorer Explorer) ReducedOf(ToyProgram toy)
    {
        ReducedExplorer explorer = new(toy);
        SortedSet<string> shown = [];
        Assert.True(explorer.Explore(MostSteps, () => shown.Add(toy.Shown) || true));
        return (shown, explorer);
    }

    /// <summary>What all schedules show, each carried out by itself.</summary>
    private static SortedSet<string> EveryScheduleOf(
        ImmutableArray<ImmutableArray<ToyStep>> threads, Func<ToyProgram, string> what)
    {
        ToyProgram toy = new(threads);
        SortedSet<string> shown = [];
        Stack<ImmutableArray<int>> open = new([[]]);
        while (open.TryPop(out ImmutableArray<int> schedule))
        {
            toy.Restart();
            foreach (int actor in schedule)
            {
                toy.Move(actor);
            }

            int[] ready =
                [.. Enumerable.Range(0, toy.Actors).Where(actor => toy.StatusOf(actor) == ThreadStatus.Ready)];
            if (ready.Length == 0)
            {
                _ = shown.Add(what(toy));
            }

            foreach (int actor in ready)
            {
                open.Push(schedule.Add(actor));
            }
        }

        return shown;
    }
}
