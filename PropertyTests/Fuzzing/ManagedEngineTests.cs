using System.Security.Cryptography;
using MsrSpec.Fuzz.Engine;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Engine.Managed;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The managed engine, in this process, on a target that counts as woven code does.</summary>
[Collection(nameof(ProbeUsers))]
public sealed class ManagedEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeptFindings _findings = new();
    private readonly StringWriter _output = new();
    private readonly CountedTarget _target = new();

    private string Artifacts => _folder.File("out/");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Theory]
    [InlineData("-use_value_profile=0")]
    [InlineData("-use_value_profile=1")]
    public void A_magic_number_is_found_written_and_reported(string profile)
    {
        Assert.Equal(77, Run("-runs=200000", "-seed=1", profile));

        (byte[] input, string problem) = Assert.Single(_findings.All);
        Assert.Equal("the magic number", problem);
        Assert.Equal(CountedTarget.Magic, BitConverter.ToUInt32(input));
        Assert.Equal(input, File.ReadAllBytes(Path.Combine(Artifacts, "crash-" + Hash(input))));
        Assert.Equal(input, _target.Inputs[^1]);
    }

    [Fact]
    public void Edges_lead_to_it_without_comparisons()
    {
        Assert.Equal(77, Run("-runs=3000000", "-seed=1", "-use_cmp=0", "-max_len=4"));
        Assert.Contains("cov: 4", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_decides_a_run()
    {
        Run("-runs=3000", "-seed=5", "-use_cmp=0");
        CountedTarget again = new();
        Run(again, "-runs=3000", "-seed=5", "-use_cmp=0");
        Assert.Equal(3000, again.Inputs.Count);
        Assert.Equal(_target.Inputs.Select(Convert.ToHexString), again.Inputs.Select(Convert.ToHexString));
    }

    [Fact]
    public void No_input_is_longer_than_max_len()
    {
        Run("-runs=5000", "-max_len=3", "-len_control=0");
        Assert.Equal(3, _target.Inputs.Max(input => input.Length));
    }

    [Fact]
    public void What_shows_something_new_is_written_to_the_first_folder()
    {
        string corpus = Corpus("corpus");
        Run("-runs=20000", "-seed=1", "-use_cmp=0", "-reduce_inputs=1", corpus, Corpus("other", [1, 2, 3, 4, 5]));

        string[] files = Directory.GetFiles(corpus);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(Hash(File.ReadAllBytes(file)), Path.GetFileName(file)));
        Assert.Single(Directory.GetFiles(_folder.File("other")));
    }

    [Fact]
    public void A_smaller_input_takes_the_place_of_a_larger_one()
    {
        string corpus = Corpus("corpus", [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Run("-runs=20000", "-seed=1", "-use_cmp=0", corpus);
        Assert.Contains("REDUCE", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(corpus), file => new FileInfo(file).Length == sizeof(uint));
    }

    [Fact]
    public void Nothing_is_left_when_nothing_is_found()
    {
        Assert.Equal(0, Run("-runs=100", "-seed=1", "-use_cmp=0"));
        Assert.Empty(Directory.GetFiles(Artifacts));
    }

    [Fact]
    public void Files_are_replayed_as_they_are()
    {
        string first = Input("first", [1, 2]);
        string second = Input("second", new byte[100]);
        Assert.Equal(0, Run(first, second, "-runs=2"));
        Assert.Equal([2, 2, 100, 100], _target.Inputs.Select(input => input.Length));
    }

    [Fact]
    public void A_replayed_file_that_fails_is_reported()
    {
        byte[] input = BitConverter.GetBytes(CountedTarget.Magic);
        Assert.Equal(77, Run(Input("good", [1]), Input("bad", input), Input("never", [2])));
        Assert.Equal(input, Assert.Single(_findings.All).Input);
        Assert.Equal(2, _target.Inputs.Count);
    }

    [Fact]
    public void A_merge_keeps_what_inputs_show_and_drops_the_rest()
    {
        string into = Corpus("into", [9, 9, 9, 9]);
        byte[] oneRight = [0x0D, 9, 9, 9];
        byte[] twoRight = [0x0D, 0xD0, 9, 9];
        byte[] failing = BitConverter.GetBytes(CountedTarget.Magic);
        string from = Corpus("from", [8, 8, 8, 8], oneRight, [.. oneRight, 7], twoRight, failing);

        Assert.Equal(0, Run("-merge=1", into, from));

        Assert.Equal(
            [.. new byte[][] { [9, 9, 9, 9], oneRight, twoRight }.Select(Hash).Order()],
            Directory.GetFiles(into).Select(file => Hash(File.ReadAllBytes(file))).Order());
        Assert.Equal(failing, File.ReadAllBytes(Path.Combine(Artifacts, "crash-" + Hash(failing))));
    }

    [Fact]
    public void A_failing_input_is_made_as_small_as_can_be()
    {
        byte[] magic = BitConverter.GetBytes(CountedTarget.Magic);
        string large = Input("large", [.. magic, .. new byte[1000]]);
        string small = _folder.File("small");

        Assert.Equal(0, Run("-minimize_crash=1", $"-exact_artifact_path={small}", large));

        Assert.Equal(magic, File.ReadAllBytes(small));
    }

    [Fact]
    public void An_input_that_does_not_fail_cannot_be_made_smaller() =>
        Assert.Equal(1, Run("-minimize_crash=1", Input("good", [1, 2, 3])));

    [Fact]
    public void What_a_dead_process_left_behind_becomes_an_artifact()
    {
        byte[] input = [1, 2, 3];
        Directory.CreateDirectory(Artifacts);
        File.WriteAllBytes(
            Path.Combine(Artifacts, ".in-flight-99999999"),
            [.. InFlightFormat.Mark, .. BitConverter.GetBytes(input.Length + 1L), .. input, 0]);

        Run("-runs=1");

        string file = Assert.Single(Directory.GetFiles(Artifacts));
        Assert.Equal("crash-died-" + Hash(input), Path.GetFileName(file));
        Assert.Equal(input, File.ReadAllBytes(file));
    }

    [Fact]
    public void What_a_living_process_runs_is_left_alone()
    {
        Directory.CreateDirectory(Artifacts);
        using InFlightInput running = new(Artifacts);
        running.Begin([1]);
        List<byte[]> kept = [];
        InFlightFiles.Recover(Artifacts, process: null, kept.Add);
        Assert.Empty(kept);
        Assert.Equal([1], running.Read());
    }

    [Fact]
    public void A_dictionary_that_is_malformed_is_named()
    {
        string path = Input("words.dict", "nonsense"u8.ToArray());
        Assert.Equal(1, Run("-runs=1", $"-dict={path}"));
        Assert.Contains(path, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_there_is_bad_usage() => Assert.Equal(2, Run("no/such/path"));

    [Fact]
    public void The_reason_why_it_runs_is_said_first()
    {
        Run("-runs=1");
        Assert.Contains("the reason", _output.ToString().Split('\n')[0], StringComparison.Ordinal);
    }

    private int Run(params string[] words) => Run(_target, words);

    private int Run(IFuzzTarget target, params string[] words) =>
        new ManagedEngine("the reason", _output, self: null).Run(new FuzzJob(
            target, [$"-artifact_prefix={Artifacts}", .. words], [], CountedTarget.Map, _findings, Compares: true));

    private string Corpus(string name, params byte[][] inputs)
    {
        string folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach ((int index, byte[] input) in inputs.Index())
        {
            File.WriteAllBytes(Path.Combine(folder, $"input{index}"), input);
        }

        return folder;
    }

    private string Input(string name, byte[] input)
    {
        string file = _folder.File(name);
        File.WriteAllBytes(file, input);
        return file;
    }

#pragma warning disable CA5350 // A file's name, as libFuzzer gives it; nothing is secured by it.
    private static string Hash(byte[] input) => Convert.ToHexStringLower(SHA1.HashData(input));
#pragma warning restore CA5350
}
