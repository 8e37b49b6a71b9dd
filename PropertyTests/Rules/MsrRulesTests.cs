using FsCheck.Xunit;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>What registers take, over every register of the table.</summary>
[Properties(MaxTest = 100, QuietOnSuccess = true)]
public sealed class MsrRulesTests
{
    [Property]
    public bool What_the_guest_may_write_the_host_may_write_too(ulong old, ulong value) =>
        MsrTable.Rows.All(row =>
            !MsrRules.GuestWrite(row, old, value, paging: false).Succeeds
            || MsrRules.HostWrite(row, old, value).Succeeds);

    [Property]
    public bool Paging_matters_to_EFER_alone(ulong old, ulong value) =>
        MsrTable.Rows.Where(row => row.Index != Msr.Efer).All(row =>
            MsrRules.GuestWrite(row, old, value, paging: false) == MsrRules.GuestWrite(row, old, value, paging: true));

    [Property]
    public bool A_register_can_be_written_back(ulong value) =>
        MsrTable.Rows.All(row =>
            MsrRules.HostWrite(row, row.Reset, value) is not { Succeeds: true, Stored: var stored }
            || MsrRules.HostWrite(row, row.Reset, stored) == new MsrJudgement(stored, null));

    [Fact]
    public void The_reset_value_of_a_register_is_a_valid_one() =>
        Assert.All(
            MsrTable.Rows.Where(row => row.Rule != MsrRules.ReadOnly),
            row => Assert.True(MsrRules.HostWrite(row, row.Reset, row.Reset).Succeeds, $"{row}"));
}
