using MsrSpec.Spec.Accesses;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Registers and their rules, whose algebra is in <see cref="Algebra.RegisterAlgebra"/>.</summary>
public sealed class MsrRulesTests
{
    [Fact]
    public void The_reset_value_of_a_register_is_a_valid_one() =>
        Assert.All(
            MsrTable.Rows.Where(row => row.Rule != MsrRules.ReadOnly),
            row => Assert.True(MsrRules.HostWrite(row, row.Reset, row.Reset).Succeeds, $"{row}"));
}
