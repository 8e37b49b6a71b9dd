using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Coverage;

/// <summary>A claim to cover a clause is witnessed while the test runs.</summary>
public sealed class WitnessTests
{
    private static readonly string[] Claimed =
        ["guest.lock-prefix-is-UD", "decision.without-a-list-everything-is-allowed", "guest.read-loads-edx-eax"];

    [Fact]
    public void A_clause_that_neither_decides_nor_is_at_stake_is_missed()
    {
        ClauseWitness.Record record = ClauseWitness.Begin();
        IMachine machine = ClauseWitness.Of(new ModelMachine(Dialect.Sound.Readings));
        machine.Step(new Command.Guest(0, Accesses.Read(Msr.SysenterCs)));
        Assert.Equal(["guest.lock-prefix-is-UD"], record.Missing(Claimed));
    }

    [Fact]
    public void Before_anything_is_done_every_clause_is_missed()
    {
        ClauseWitness.Record record = ClauseWitness.Begin();
        _ = ClauseWitness.Of(new ModelMachine(Dialect.Sound.Readings));
        Assert.Equal(Claimed, record.Missing(Claimed));
        Assert.Equal(["no.such-clause"], record.Missing(["no.such-clause"]));
    }

    [Fact]
    public void A_decision_that_is_looked_at_is_at_stake()
    {
        ClauseWitness.Record record = ClauseWitness.Begin();
        IMachine machine = ClauseWitness.Of(new ModelMachine(Dialect.Sound.Readings));
        machine.Observe(0, [Msr.SysenterCs]);
        Assert.Empty(record.Missing([Claimed[1]]));
    }

    [Fact]
    [Covers("lifetime.an-armed-failure-hits-the-next-allocation")]
    public void The_attribute_sees_what_the_test_drives() =>
        ClauseWitness.Of(new ModelMachine(Dialect.Sound.Readings)).Step(new Command.FailNextAllocation());

    [Fact]
    public void The_attribute_fails_where_the_test_drives_nothing()
    {
        CoversAttribute attribute = new("guest.lock-prefix-is-UD");
        attribute.Before(null!, null!);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => attribute.After(null!, null!));
    }
}
