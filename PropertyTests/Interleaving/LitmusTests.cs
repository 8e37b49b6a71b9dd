using System.Collections.Immutable;
using MsrSpec.Checker.Interleaving;
using MsrSpec.PropertyTests.Objects;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>
/// In compiled code exactly those outcomes appear that a memory order allows: of sequential consistency, and with store
/// buffers of TSO (Owens, Sarkar and Sewell, "A better x86 memory model: x86-TSO", 2009).
/// </summary>
public sealed class LitmusTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int MostSteps = 1_000;

    [Theory]
    [InlineData(false, "01 10 11")]
    [InlineData(true, "00 01 10 11")]
    public void Store_buffering_shows_two_old_values_only_where_stores_are_buffered(bool isTso, string loads) =>
        Assert.Equal(loads, FirstLoads([0x10, 0x11], isTso));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fence_between_store_and_load_ends_store_buffering(bool isTso) =>
        Assert.Equal("01 10 11", FirstLoads([0x20, 0x21], isTso));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_sees_the_message_sees_what_was_stored_before_it(bool isTso) =>
        Assert.Equal(["00", "01", "11"], Outcomes([0x30, 0x31], isTso).Select(outcome => outcome.Calls[1]).Distinct());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_load_sees_a_store_that_comes_behind_it(bool isTso) =>
        Assert.Equal("00 01 10", FirstLoads([0x40, 0x41], isTso));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_readers_see_two_stores_in_one_order(bool isTso)
    {
        string[] seen = [.. Outcomes([0x50, 0x51, 0x52, 0x53], isTso)
            .Select(outcome => $"{outcome.Calls[2]} {outcome.Calls[3]}").Distinct()];
        Assert.Equal(15, seen.Length);
        Assert.DoesNotContain("10 10", seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stores_of_a_thread_become_visible_in_its_order(bool isTso)
    {
        // Of the four, x = 1 and y = 1 is missing; numbers are shown by their lowest bit: 2 is 0.
        Assert.Equal(["00", "01", "10"], Outcomes([0x60, 0x61], isTso).Select(outcome => outcome.Left).Distinct());
    }

    [Theory]
    [InlineData(false, "10 11|11 10|11 11")]
    [InlineData(true, "10 10|10 11|11 10|11 11")]
    public void A_thread_sees_its_own_store_before_others_do(bool isTso, string loads) => Assert.Equal(
        loads,
        string.Join('|', Outcomes([0x70, 0x71], isTso).Select(outcome => string.Join(' ', outcome.Calls)).Distinct()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_increment_without_LOCK_can_be_lost(bool isTso) => Assert.Equal(
        ["00", "10"], Outcomes([0x80, 0x80], isTso).Select(outcome => outcome.Left).Distinct());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_increment_with_LOCK_is_never_lost(bool isTso) =>
        Assert.Equal(["00"], Outcomes([0x90, 0x90], isTso).Select(outcome => outcome.Left).Distinct());

    /// <summary>What each thread has loaded first, in all outcomes.</summary>
    private string FirstLoads(uint[] threads, bool isTso) => string.Join(
        ' ',
        Outcomes(threads, isTso).Select(outcome => string.Concat(outcome.Calls.Select(call => call[0]))).Distinct());

    /// <summary>All outcomes: the two bits that each call returns, and those of what is left.</summary>
    private List<(ImmutableArray<string> Calls, string Left)> Outcomes(uint[] threads, bool isTso)
    {
        IThreadedMachine machine = Races.MachineOf(compiled.BytesOfC(Litmus.Source))();
        machine.BuffersStores = isTso;
        ThreadedRun run = new(machine, new RaceScenario([], [.. threads.Select(thread => (ImmutableArray<Command>)
            [Races.CallOf(thread)])]));
        ReducedExplorer explorer = new(run);
        List<(ImmutableArray<string> Calls, string Left)> outcomes = [];
        Assert.True(explorer.Explore(MostSteps, () =>
        {
            outcomes.Add((
                [.. run.History.Where(happened => happened.Outcome is not null).OrderBy(happened => happened.Thread)
                    .Select(happened => Bits(happened.Outcome!.Value))],
                Bits(machine.Step(Races.CallOf(Litmus.WhatIsLeft)))));
            return true;
        }));
        return [.. outcomes.OrderBy(outcome => string.Join(' ', outcome.Calls) + outcome.Left, StringComparer.Ordinal)];
    }

    private static string Bits(Outcome outcome) => $"{outcome.Data >> 1 & 1}{outcome.Data & 1}";
}
