using MsrSpec.Mutation.Judging;
using MsrSpec.Mutation.Runs;
using MsrSpec.Mutation.Sites;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>A run of mutants that was interrupted goes on, and trusts what it kept no further than it can.</summary>
public sealed class VerdictJournalTests : IDisposable
{
    private const string Text = "class Clamp { bool Has(int value) => value >= 0 && value <= 10; }";

    private static readonly IReadOnlyList<Mutant> Mutants = ChangedFunction.Find(Text);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("verdicts.txt");

    [Fact]
    public void Who_was_killed_is_remembered_and_nobody_else()
    {
        Keep(new(Mutants[0], Fate.Killed), new(Mutants[1], Fate.Survived), new(Mutants[2], Fate.Unreached));
        using VerdictJournal journal = Open();
        Assert.Equal([true, false, false, false], Mutants.Take(4).Select(journal.HasKilled));
    }

    [Fact]
    public void Verdicts_of_a_changed_file_do_not_count()
    {
        Keep(new Verdict(Mutants[0], Fate.Killed));
        Mutant changed = ChangedFunction.Find($"{Text} // Changed.")[0];
        Assert.Equal(Mutants[0].Name, changed.Name);
        using VerdictJournal journal = Open();
        Assert.False(journal.HasKilled(changed));
    }

    [Fact]
    public void A_line_that_was_begun_and_not_ended_is_dropped()
    {
        Keep(new(Mutants[0], Fate.Killed), new(Mutants[1], Fate.Killed));
        string whole = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, whole[..^2]);
        Keep(new Verdict(Mutants[2], Fate.Killed));
        using VerdictJournal journal = Open();
        Assert.Equal([true, false, true], Mutants.Take(3).Select(journal.HasKilled));
    }

    [Theory]
    [InlineData("", "is not a journal of verdicts")]
    [InlineData("something else\n", "is not a journal of verdicts")]
    [InlineData("# verdicts of mutants: FATE CHECKSUM MUTANT\nkilled\n", "line 2 is not")]
    [InlineData("# verdicts of mutants: FATE CHECKSUM MUTANT\nkilled a b\nmaimed a b\n", "line 3 is not")]
    public void What_is_no_journal_is_refused_and_left_as_it_is(string text, string problem)
    {
        System.IO.File.WriteAllText(File, text);
        using VerdictJournal? journal = VerdictJournal.Open(File, out string said);
        Assert.Null(journal);
        Assert.Contains(problem, said, StringComparison.Ordinal);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Two_runs_do_not_share_a_journal()
    {
        using VerdictJournal first = Open();
        using VerdictJournal? second = VerdictJournal.Open(File, out string said);
        Assert.Null(second);
        Assert.StartsWith(File, said, StringComparison.Ordinal);
        first.Note(new Verdict(Mutants[0], Fate.Killed));
        first.Dispose();
        using VerdictJournal third = Open();
        Assert.True(third.HasKilled(Mutants[0]));
    }

    [Fact]
    public void A_folder_is_refused()
    {
        using VerdictJournal? journal = VerdictJournal.Open(_folder.Path, out string said);
        Assert.Null(journal);
        Assert.Contains(_folder.Path, said, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void Keep(params Verdict[] verdicts)
    {
        using VerdictJournal journal = Open();
        foreach (Verdict verdict in verdicts)
        {
            journal.Note(verdict);
        }
    }

    private VerdictJournal Open()
    {
        VerdictJournal? journal = VerdictJournal.Open(File, out string problem);
        Assert.Empty(problem);
        return journal!;
    }
}
