using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The names of registers: which there are, how they are read, and what is said of one that there is not.
/// </summary>
public sealed class MsrNamesTests
{
    [Fact]
    public void A_name_that_is_printed_stands_for_its_index_and_for_no_other() => Assert.All(MsrNames.All, name =>
    {
        Assert.Equal(name.Index, MsrNames.Find(name.Name, out string problem));
        Assert.Empty(problem);
    });

    [Fact]
    public void Every_spelling_is_one_of_its_name_or_is_told_to_be_ambiguous() => Assert.All(
        from name in MsrNames.All from spelling in name.Spellings select (name, spelling),
        pair => Assert.True(
            MsrNames.Find(pair.spelling, out string problem) == pair.name.Index
            || problem.Contains($"{pair.name.Name} (0x{pair.name.Index:x})", StringComparison.Ordinal)));

    [Fact]
    public void Ambiguous_are_only_what_Linux_and_the_manual_give_to_two_registers() => Assert.All(
        MsrNames.All.SelectMany(name => name.Spellings).Where(spelling => MsrNames.Find(spelling, out _) is null),
        spelling => Assert.Matches("^(PMC[0-7]|LASTBRANCH_[0-7]_(FROM|TO)_IP)$", spelling));

    [Fact]
    public void No_vendor_names_an_index_twice_but_where_models_differ() => Assert.Equal(
        [0x690u],
        from name in MsrNames.All
        group name by (name.Index, name.Vendor) into same
        where same.Count() > 1
        select same.Key.Index);

    [Fact]
    public void A_name_begins_with_a_letter_and_is_one_word() =>
        Assert.All(MsrNames.All, name => Assert.All(
            name.Spellings, spelling => Assert.Matches("^[A-Za-z][A-Za-z0-9_]*$", spelling)));

    [Fact]
    public void Every_register_of_the_modelled_processor_has_a_name() => Assert.All(
        MsrTable.Rows, row => Assert.Equal(row.Index, MsrIndexText.Read(row.Name, out _)));

    [Fact]
    public void There_are_names_of_every_vendor() => Assert.All(
        Enum.GetValues<MsrVendor>(), vendor => Assert.Contains(MsrNames.All, name => name.Vendor == vendor));

    [Theory]
    [InlineData("TSC_DEADLINE", 0x6E0u)]
    [InlineData("MSR_IA32_TSC_DEADLINE", 0x6E0u)]
    [InlineData("ia32_tsc_deadline", 0x6E0u)]
    [InlineData("Msr_TscDeadline", 0x6E0u)]
    [InlineData("MSR_K7_HWCR", 0xC0010015u)]
    [InlineData("hwcr", 0xC0010015u)]
    [InlineData("IA32_MTRR_PHYSBASE0", 0x200u)]
    [InlineData("MTRRphysMask9", 0x213u)]
    [InlineData("MTRRfix4K_F8000", 0x26Fu)]
    [InlineData("IA32_MC9_MISC", 0x427u)]
    [InlineData("HV_X64_MSR_STIMER3_COUNT", 0x400000B7u)]
    [InlineData("HV_GUEST_OS_ID", 0x40000000u)]
    [InlineData("XEN_HYPERCALL", 0x40000000u)]
    [InlineData("MSR_KVM_MIGRATION_CONTROL", 0x4B564D08u)]
    [InlineData("KNL_CHA37_PMON_CTR3", 0xFC7u)]
    [InlineData("MSR_F15H_PERF_CTR5", 0xC001020Bu)]
    [InlineData("X2APIC_ICR", 0x830u)]
    [InlineData("0x6e0", 0x6E0u)]
    [InlineData("16", 0x10u)]
    [InlineData("0xffffffff", 0xFFFFFFFFu)]
    public void An_index_is_read_as_a_number_or_as_a_name(string text, uint index)
    {
        Assert.Equal(index, MsrIndexText.Read(text, out string problem));
        Assert.Empty(problem);
    }

    [Theory]
    [InlineData("TSC_DEDLINE", "no MSR is called 'TSC_DEDLINE'; near it: TSC_DEADLINE (0x6e0)")]
    [InlineData("DEADLINE", "no MSR is called 'DEADLINE'; near it: TSC_DEADLINE (0x6e0)")]
    [InlineData("nothing-like-this", "no MSR is called 'nothing-like-this'")]
    [InlineData("IA32_PMC0", "'IA32_PMC0' may be PERFCTR0 (0xc1) or A_PMC0 (0x4c1); write one of those")]
    [InlineData("", "expected an MSR index, found the end of the line")]
    [InlineData("0x400000000", "0x400000000 is too large for an MSR index: the most is 0xffffffff")]
    [InlineData("0xZZ", "'0xZZ' is not a number for an MSR index")]
    [InlineData("-1", "'-1' is not a number for an MSR index")]
    [InlineData("TSC EFER", "unexpected 'EFER'")]
    public void What_is_no_index_is_told_with_what_may_have_been_meant(string text, string problem)
    {
        Assert.Null(MsrIndexText.Read(text, out string told));
        Assert.Equal(problem, told);
    }

    [Theory]
    [InlineData(Msr.X2ApicFirst - 1, null)]
    [InlineData(Msr.X2ApicFirst, "x2APIC")]
    [InlineData(Msr.X2ApicFirst + 0x30, "X2APIC_ICR")]
    [InlineData(Msr.X2ApicLast, "x2APIC")]
    [InlineData(Msr.X2ApicLast + 1, null)]
    [InlineData(0xFFFFFFFFu, null)]
    [InlineData(0xC0010015u, "K7_HWCR")]
    public void An_index_is_described_by_its_name_or_by_the_area_that_it_lies_in(uint index, string? description) =>
        Assert.Equal(description, MsrNames.Describe(index));
}
