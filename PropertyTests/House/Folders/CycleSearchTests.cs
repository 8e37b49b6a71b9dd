using Xunit;

namespace MsrSpec.PropertyTests.House.Folders;

public sealed class CycleSearchTests
{
    private static readonly Arrow[] Chain = [new("a", "b"), new("b", "c"), new("a", "c"), new("d", "a")];

    [Fact]
    public void Arrows_that_all_lead_down_lie_on_no_cycle() => Assert.Empty(CycleSearch.OnCycles(Chain));

    [Fact]
    public void Two_folders_that_use_each_other_are_a_cycle() =>
        Assert.Equal([new("a", "b"), new("b", "a")], CycleSearch.OnCycles([.. Chain, new("b", "a")]));

    [Fact]
    public void A_cycle_is_found_over_several_steps_and_what_leads_to_it_is_none_of_it() =>
        Assert.Equal(
            [new("a", "b"), new("a", "c"), new("b", "c"), new("c", "a")],
            CycleSearch.OnCycles([.. Chain, new("c", "a")]));

    [Fact]
    public void Only_an_arrow_back_closes_a_cycle()
    {
        Assert.True(CycleSearch.Closes(new("c", "d"), Chain));
        Assert.False(CycleSearch.Closes(new("d", "c"), Chain));
    }
}
