using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Which indices and which vCPU are looked at after a command.</summary>
public sealed class ProbeSetTests
{
    private static readonly Command Range =
        new Command.AddAllowlist(AskedRange.Full(AccessFlags.Read, 0x100, 10).Argument);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_vcpu_that_is_looked_at_is_the_one_that_the_command_names(int vcpu)
    {
        ProbeSet probes = new();
        Assert.Equal(vcpu, probes.Aim(new Command.HostWrite(vcpu, Msr.Star, 1), Outcome.Success));
        Assert.Equal(vcpu, probes.Aim(new Command.HostRead(vcpu, Msr.Star), Outcome.Unprocessed));
        Assert.Equal(vcpu, probes.Aim(new Command.CompleteExit(vcpu, 0, 0), Outcome.Retired));
    }

    [Fact]
    public void In_turn_every_edge_of_a_range_is_looked_at()
    {
        ProbeSet probes = new();
        HashSet<uint> seen = [];
        for (int turn = 0; turn < 6; turn++)
        {
            _ = probes.Aim(Range, Outcome.Success);
            Assert.InRange(probes.Indices.Length, 3, 4);
            Assert.Equal(0, probes.Neighbours.Length);
            seen.UnionWith(probes.Indices.ToArray());
        }

        Assert.Equal(new uint[] { 0xff, 0x100, 0x105, 0x109, 0x10a, 0x10b, 0x13f, 0x140 }, seen.Order());
    }

    [Fact]
    public void In_turn_every_index_that_differs_from_a_start_in_one_bit_is_looked_at()
    {
        ProbeSet probes = new();
        HashSet<uint> seen = [];
        for (uint count = 1; count <= 4; count++)
        {
            probes.Clear();
            Command range = new Command.AddAllowlist(AskedRange.Full(AccessFlags.Read, 0x100, count).Argument);
            for (int turn = 0; turn < SequenceGenerator.DefaultMaxLength; turn++)
            {
                _ = probes.Aim(range, Outcome.Success);
                seen.UnionWith(probes.Indices.ToArray());
            }
        }

        Assert.Subset(seen, NeighboursOf(0x100).ToHashSet());
    }

    [Fact]
    public void Who_looks_at_all_sees_each_of_them_at_once()
    {
        ProbeSet probes = new() { LooksAtAll = true };
        _ = probes.Aim(Range, Outcome.Success);
        Assert.Equal(NeighboursOf(0x100), probes.Neighbours.ToArray());
        _ = probes.Aim(new Command.HostRead(0, 7), Outcome.Unprocessed);
        Assert.Equal(0, probes.Neighbours.Length);
    }

    [Fact]
    public void Who_looks_at_all_sees_every_edge_at_once_and_all_that_was_touched()
    {
        ProbeSet probes = new() { LooksAtAll = true };
        _ = probes.Aim(new Command.HostRead(0, 7), Outcome.Unprocessed);
        _ = probes.Aim(new Command.HostRead(0, 8), Outcome.Unprocessed);
        _ = probes.Aim(Range, Outcome.Success);
        Assert.Equal(0x100U, probes.Indices[0]);
        Assert.Equal(
            new uint[] { 7, 8, 0xff, 0x100, 0x105, 0x109, 0x10a, 0x10b, 0x13f, 0x140 },
            probes.Indices.ToArray().Distinct().Order());
    }

    [Fact]
    public void What_was_touched_is_looked_at_again_each_in_its_turn_at_the_vcpu_that_touched_it()
    {
        ProbeSet probes = new();
        uint[] touched = [0x10, 0x20, 0x30];
        foreach (uint index in touched)
        {
            _ = probes.Aim(new Command.HostRead(VcpuOf(index), index), Outcome.Unprocessed);
        }

        HashSet<uint> seen = [];
        for (int turn = 0; turn < 6; turn++)
        {
            int vcpu = probes.Aim(new Command.FailNextAllocation(), Outcome.Success);
            uint index = Assert.Single(probes.Indices.ToArray());
            Assert.Equal(VcpuOf(index), vcpu);
            seen.Add(index);
        }

        Assert.Equal(touched, seen.Order());

        static int VcpuOf(uint index) => index == 0x20 ? 1 : 0;
    }

    [Fact]
    public void Nothing_of_one_sequence_is_looked_at_in_the_next()
    {
        ProbeSet probes = new();
        _ = probes.Aim(Range, Outcome.Success);
        _ = probes.Aim(new Command.Guest(1, Accesses.Read(Msr.Star)), Outcome.RetiredRead(0));
        probes.Clear();
        _ = probes.Aim(new Command.DestroyVm(), Outcome.Destroyed(0));
        Assert.Equal([0U], probes.Indices.ToArray());
        _ = probes.Aim(new Command.CompleteExit(1, 0, 0), Outcome.Refused(RefusalReason.NoExitPending));
        Assert.Equal(0U, probes.Indices[0]);
    }

    [Fact]
    public void An_answer_looks_at_the_access_that_it_answers_and_not_at_one_that_was_refused()
    {
        ProbeSet probes = new();
        _ = probes.Aim(
            new Command.Guest(1, Accesses.Read(Msr.Star)), Outcome.Exit(ExitReason.ReadMsr, Msr.Star, 0));
        _ = probes.Aim(new Command.Guest(0, Accesses.Read(Msr.Tsc)), Outcome.RetiredRead(0));
        _ = probes.Aim(
            new Command.Guest(1, Accesses.Read(Msr.Efer)), Outcome.Refused(RefusalReason.ExitPending));
        _ = probes.Aim(new Command.CompleteExit(1, 0, 0), Outcome.RetiredRead(0));
        Assert.Equal(Msr.Star, probes.Indices[0]);
    }

    private static IEnumerable<uint> NeighboursOf(uint index) =>
        Enumerable.Range(0, 32).Select(bit => index ^ (1u << bit));
}
