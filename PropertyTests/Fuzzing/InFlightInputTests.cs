using System.Diagnostics;
using MsrSpec.Fuzz.Engine.Managed;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The input that runs is in a file of its own, and nobody else's file is taken for it.</summary>
public sealed class InFlightInputTests : IDisposable
{
    private const int Gone = 999_999;

    private static readonly byte[] Input = [1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    private string Prefix => _folder.File("a-");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void A_process_that_died_leaves_its_input_to_the_next(int size)
    {
        byte[] input = new byte[size];
        Random.Shared.NextBytes(input);
        LeaveBehind($"{Gone}", input);

        Assert.Equal([input], Recover(Gone));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void What_ran_to_its_end_is_not_left_behind()
    {
        LeaveBehind($"{Gone}", input: null);

        Assert.Empty(Recover(process: null));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void An_input_of_which_a_part_is_missing_is_given_up()
    {
        LeaveBehind($"{Gone}", new byte[100]);
        using (FileStream file = File.OpenWrite(PathOf($"{Gone}")))
        {
            file.SetLength(50);
        }

        Assert.Empty(Recover(process: null));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void The_file_has_all_the_room_that_it_may_need()
    {
        using InFlightInput running = new(Prefix);
        running.Begin(new byte[100_000]);
        string file = Assert.Single(_folder.Files);
        long blocks = long.Parse(Output("stat", "-c", "%b", file), provider: null);

        Assert.True(blocks * 512 >= new FileInfo(file).Length, $"{blocks} blocks of {new FileInfo(file).Length} bytes");
        Assert.Equal(new byte[100_000], running.Read());
    }

    [Fact]
    public void A_strangers_file_of_that_name_is_left_alone()
    {
        string text = PathOf("text");
        File.WriteAllText(text, "a stranger's file that is longer than what stands in front of an input");
        File.WriteAllBytes(PathOf("empty"), []);
        _ = Directory.CreateDirectory(PathOf("folder"));
        using (FileStream huge = File.Create(PathOf("huge")))
        {
            huge.SetLength(1L << 40);
        }

        LeaveBehind("elsewhere", Input);
        string elsewhere = _folder.File("elsewhere");
        File.Move(PathOf("elsewhere"), elsewhere);
        _ = File.CreateSymbolicLink(PathOf("link"), elsewhere);
        _ = File.CreateSymbolicLink(PathOf("nowhere"), _folder.File("nowhere"));
        _ = Output("mkfifo", PathOf("pipe"));
        _ = Output("chmod", "000", text);
        string[] before = Directory.GetFileSystemEntries(_folder.Path);

        Assert.Empty(Recover(process: null));
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public void A_name_that_is_taken_is_left_to_who_has_it()
    {
        string own = PathOf($"{Environment.ProcessId}");
        File.WriteAllText(own, "a stranger's");
        using (InFlightInput running = new(Prefix))
        {
            running.Begin(Input);
            Assert.Equal(Input, running.Read());
            _ = Output("cp", _folder.Files.Single(file => file != own), PathOf($"{Gone}.1"));
        }

        Assert.Equal([Input], Recover(Gone));
        Assert.Equal("a stranger's", File.ReadAllText(own));
        Assert.Equal([own], _folder.Files);
    }

    private static string Output(string program, params string[] words)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private string PathOf(string name) => $"{Prefix}.in-flight-{name}";

    /// <summary>Leaves the file of a process that died while an input ran, or while none did.</summary>
    private void LeaveBehind(string name, byte[]? input)
    {
        using InFlightInput running = new(Prefix);
        string file = Assert.Single(
            _folder.Files, path => path.EndsWith($"-{Environment.ProcessId}", StringComparison.Ordinal));
        if (input is not null)
        {
            running.Begin(input);
        }

        _ = Output("cp", file, PathOf(name));
    }

    private List<byte[]> Recover(int? process)
    {
        List<byte[]> kept = [];
        InFlightFiles.Recover(Prefix, process, kept.Add);
        return kept;
    }
}
