using MsrSpec.Checker.Counterexamples;
using MsrSpec.Files;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What is kept is kept: whole, and never in exchange for something larger.</summary>
public sealed class CounterexampleStoreTests
{
    private const string Long = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";

    [Fact]
    public void A_trace_is_stored_under_its_machine_and_clause_and_leaves_no_temporary_file()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        Assert.True(store.Write(Of("destroy-vm")));
        string file = Assert.Single(folder.Files);
        Assert.Equal(folder.File("posted/lifetime.destroy-frees-every-bitmap.trace"), file);
        Assert.Equal([file], store.Files);
        Assert.Equal(TracePrinter.Print(Of("destroy-vm")), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("destroy-vm", Long, false)]
    [InlineData(Long, "destroy-vm", true)]
    [InlineData("destroy-vm", "destroy-vm", false)]
    [InlineData("destroy-vm|destroy-vm", Long, true)]
    [InlineData(Long, "destroy-vm|destroy-vm", false)]
    public void A_trace_is_replaced_only_by_a_smaller_one(string standing, string next, bool replaced)
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        Assert.True(store.Write(Of(standing.Split('|'))));
        Assert.Equal(replaced, store.Write(Of(next.Split('|'))));
        string kept = TracePrinter.Print(Of((replaced ? next : standing).Split('|')));
        Assert.Equal(kept, File.ReadAllText(Assert.Single(folder.Files)));
    }

    [Fact]
    public void A_trace_is_no_larger_for_the_views_that_somebody_added()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        Trace plain = Of("destroy-vm");
        Observation shown = new(0, [0x10], default);
        Assert.True(store.Write(plain with { Steps = [plain.Steps[0] with { Shown = shown }] }));
        Assert.False(store.Write(plain));
        Assert.Contains("view vcpu0", File.ReadAllText(Assert.Single(folder.Files)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_kept_beside_the_new_one()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        string path = store.PathOf(Of("destroy-vm"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "somebody's notes");
        Assert.True(store.Write(Of("destroy-vm")));
        Assert.Equal("somebody's notes", File.ReadAllText(path + ".bad"));
        File.WriteAllText(path, "more notes");
        Assert.True(store.Write(Of("destroy-vm")));
        Assert.Equal("more notes", File.ReadAllText(path + ".bad.1"));
    }

    [Fact]
    public void A_file_that_no_longer_holds_is_kept_beside_the_new_one_however_small()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(
            folder.Path, (_, text) => !text.Contains("destroy-vm", StringComparison.Ordinal));
        Assert.True(store.Write(Of("destroy-vm")));
        Assert.True(store.Write(Of("fail-next-allocation")));
        Assert.Equal(2, folder.Files.Count());
    }

    [Fact]
    public void The_temporary_file_of_a_dead_process_is_swept_away_and_that_of_a_live_one_is_not()
    {
        using TemporaryFolder folder = new();
        CounterexampleStore store = new(folder.Path);
        string machine = Path.GetDirectoryName(store.PathOf(Of("destroy-vm")))!;
        Directory.CreateDirectory(machine);
        string live = Path.Combine(machine, $".msrspec-{new string('a', 32)}.tmp");
        using FileStream held = new(live, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        File.WriteAllText(Path.Combine(machine, $".msrspec-{new string('b', 32)}.tmp"), "half");
        string stranger = Path.Combine(machine, ".msrspec-notes.tmp");
        File.WriteAllText(stranger, "not ours");
        store.Sweep();
        Assert.Equal([live, stranger], folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_cannot_leave_the_folder()
    {
        using TemporaryFolder folder = new();
        Trace hostile = Of("destroy-vm") with { Machine = "../../etc", Clause = "a/b\\c" };
        string path = Path.GetFullPath(new CounterexampleStore(folder.Path).PathOf(hostile));
        Assert.StartsWith(folder.Path, path, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_folder_holds_no_file() =>
        Assert.Empty(new CounterexampleStore("/nonexistent/msrspec").Files);

    [Fact]
    public void A_file_is_written_whole_in_place_of_the_old_one()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder.File("a"), "the first and longer text");
        AtomicFile.Write(folder.File("a"), "second");
        Assert.Equal("second", File.ReadAllText(Assert.Single(folder.Files)));
    }

    private static Trace Of(params string[] lines) => new(
        null, "posted", "v2-sound", "lifetime.destroy-frees-every-bitmap", TraceEnd.Mismatch, null,
        [.. Lines.Commands(lines).Select(command => new TraceStep(command, null, null))]);
}
