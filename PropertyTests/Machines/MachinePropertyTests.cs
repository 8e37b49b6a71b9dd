using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>Every property holds on the machines of the sound dialect.</summary>
public sealed class MachinePropertyTests
{
    public static TheoryData<string> Sentences { get; } =
        [.. MachineProperties.All.Select(property => property.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void It_holds_on_the_optimized_machine(string sentence) =>
        MachineProperties.Find(sentence).Check(VirtualMachines.OptimizedDirect);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void It_holds_on_the_model_and_is_about_the_clauses_that_it_claims(string sentence)
    {
        MachineProperty property = MachineProperties.Find(sentence);
        ClauseWitness.Record record = ClauseWitness.Begin();
        property.Check(() => ClauseWitness.Of(new ModelMachine(Dialect.Sound.Readings)));
        Assert.Empty(record.Missing(property.Covers));
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void It_holds_on_the_emulated_core(string sentence) =>
        MachineProperties.Find(sentence).Check(VirtualMachines.Optimized);

    [Theory]
    [InlineData("A_failed_call_changes_nothing_whatever_it_failed_for")]
    [InlineData("A_range_equals_its_two_parts_wherever_it_is_cut")]
    public void A_check_fails_on_the_posted_patch(string sentence) =>
        Assert.ThrowsAny<Exception>(() => MachineProperties.Find(sentence).Check(VirtualMachines.PostedDirect));

    [Fact]
    public void No_two_properties_have_the_same_sentence() =>
        Assert.Distinct(MachineProperties.All.Select(property => property.Sentence));
}
