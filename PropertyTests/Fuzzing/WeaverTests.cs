using System.Diagnostics;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Probes;
using MsrSpec.Fuzz.Weaver;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Woven code does what it did, and says which edges it took and what it compared.</summary>
[Collection(nameof(ProbeUsers))]
public sealed class WeaverTests : IClassFixture<WovenCode>
{
    private static readonly List<(ulong Left, ulong Right, int Width)> Reports = [];

    private readonly WovenCode _code;

    public WeaverTests(WovenCode code) => _code = code;

    [Theory]
    [InlineData(-5, "minus", "Entry Taken")]
    [InlineData(7, "plus", "Entry Taken")]
    [InlineData(0, "zero", "Entry NotTaken")]
    public void Each_side_of_a_branch_has_a_counter_of_its_own(int number, string sign, string kinds)
    {
        (object? result, var counted) = _code.Call(nameof(WovenSample.Sign), number);
        Assert.Equal(sign, result);
        IEnumerable<string> names = counted.Select(edge => edge.Edge.Kind.ToString());
        Assert.Equal(kinds, string.Join(' ', names.Order(StringComparer.Ordinal)));
        Assert.All(counted, edge => Assert.Equal(1, edge.Count));
    }

    [Theory]
    [InlineData(true, true, "both", 2)]
    [InlineData(true, false, "left", 2)]
    [InlineData(false, true, "not left", 2)]
    public void A_side_that_leads_to_nothing_but_another_branch_has_no_counter(
        bool left, bool right, string expected, int edges)
    {
        (object? result, var counted) = _code.Call(nameof(WovenSample.Both), left, right);
        Assert.Equal(expected, result);
        Assert.Equal(edges, counted.Count);
        Assert.Equal(4, _code.Map.Edges.Count(
            edge => WovenCode.Scope.Contains(edge.Type) && edge.Method == nameof(WovenSample.Both)));
    }

    [Fact]
    public void The_lines_in_front_of_a_branch_belong_to_its_sides()
    {
        string[] source = File.ReadAllLines(House.Repository.PathOf("PropertyTests/Fuzzing/WovenSample.cs"));
        Edge inner = _code.Call(nameof(WovenSample.Both), true, true).Counted
            .Single(edge => edge.Edge.Kind != EdgeKind.Entry).Edge;
        string reached = string.Join('\n', inner.Reached.Select(line => source[line - 1].Trim()));
        Assert.Contains("if (right)", reached, StringComparison.Ordinal);
        Assert.Contains("\"both\"", reached, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_case_of_a_jump_table_has_a_counter_of_its_own()
    {
        Dictionary<int, string> names = new()
        {
            [0] = "zero or three",
            [1] = "one",
            [2] = "two",
            [3] = "zero or three",
            [4] = "other",
            [-1] = "other",
        };
        HashSet<string> paths = [];
        foreach ((int number, string name) in names)
        {
            (object? result, var counted) = _code.Call(nameof(WovenSample.Name), number);
            Assert.Equal(name, result);
            paths.Add(string.Join(' ', counted.Select(edge => edge.Edge.Number)));
        }

        Assert.Equal(4, paths.Count);
    }

    [Fact]
    public void A_loop_is_counted_by_its_turns_modulo_256()
    {
        Assert.Equal(10, MostCounted(10));
        Assert.Equal(300 % 256, MostCounted(300));

        int MostCounted(int turns)
        {
            (object? result, var counted) = _code.Call(nameof(WovenSample.Sum), turns);
            Assert.Equal(turns * (turns - 1) / 2, result);
            return counted.Max(edge => edge.Count);
        }
    }

    [Theory]
    [InlineData("5", "five", false)]
    [InlineData("6", "number", false)]
    [InlineData("six", "words", true)]
    public void A_handler_is_counted_only_when_it_runs(string text, string expected, bool handled)
    {
        (object? result, var counted) = _code.Call(nameof(WovenSample.Parse), text);
        Assert.Equal(expected, result);
        Assert.Equal(handled, counted.Any(edge => edge.Edge.Kind == EdgeKind.Handler));
    }

    [Theory]
    [InlineData(nameof(WovenSample.Regions))]
    [InlineData(nameof(WovenSample.Machines))]
    [InlineData(nameof(WovenSample.Compared))]
    public void Woven_code_does_what_it_did(string method)
    {
        foreach (int number in (int[])[-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 200, int.MinValue, int.MaxValue])
        {
            if (method == nameof(WovenSample.Machines) && number > 11)
            {
                continue;
            }

            object? expected = typeof(WovenSample).GetMethod(method)!.Invoke(null, [number]);
            Assert.Equal(expected, _code.Call(method, number).Result);
        }
    }

    [Fact]
    public void An_edge_knows_its_source_line()
    {
        string[] written = [nameof(WovenSample.Sign), nameof(WovenSample.Regions), nameof(WovenSample.IsMagic)];
        Edge[] edges = [.. _code.Map.Edges.Where(
            edge => edge.Type == typeof(WovenSample).FullName && written.Contains(edge.Method))];
        string[] source = File.ReadAllLines(House.Repository.PathOf("PropertyTests/Fuzzing/WovenSample.cs"));
        Assert.NotEmpty(edges);
        Assert.All(edges, edge => Assert.Equal("PropertyTests/Fuzzing/WovenSample.cs", edge.File));
        Edge entry = edges.Single(edge => edge.Method == nameof(WovenSample.IsMagic) && edge.Kind == EdgeKind.Entry);
        Assert.Contains("flags == 0xFFFFFFF0", source[entry.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_report_their_operands_as_often_as_their_gates_allow()
    {
        OpenGates(2);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(true, _code.Call(
                nameof(WovenSample.IsMagic), 0xFFFFFFF0, 0x1122334455667788UL, DayOfWeek.Friday).Result);
        }

        (ulong, ulong, int)[] once =
        [
            (0xFFFFFFF0, 0xFFFFFFF0, 4), (0x1122334455667788, 0x1122334455667788, 8),
            ((ulong)DayOfWeek.Friday, (ulong)DayOfWeek.Friday, 4),
        ];
        Assert.Equal([.. once, .. once], Reports);
    }

    [Fact]
    public void The_end_of_a_loop_and_floating_point_report_nothing()
    {
        OpenGates(Probe.ReportsPerInput);
        _code.Call(nameof(WovenSample.Sum), 20);
        Assert.Equal(true, _code.Call(nameof(WovenSample.IsLarge), -2.0).Result);
        Assert.Equal(false, _code.Call(nameof(WovenSample.IsLarge), -1.0).Result);
        Assert.Empty(Reports);
    }

    [Fact]
    public void A_woven_assembly_is_not_woven_again()
    {
        using TemporaryFolder folder = new();
        string input = typeof(Probe).Assembly.Location;
        Weave(folder.File("once"), input);
        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => Weave(folder.File("twice"), Path.Combine(folder.File("once"), Path.GetFileName(input))));
        Assert.Contains("woven already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_weaver_woven_by_itself_does_the_same_work()
    {
        using TemporaryFolder folder = new();
        string weaver = typeof(AssemblyWeaver).Assembly.Location;
        string home = Path.GetDirectoryName(weaver)!;
        string[] programs = ["MsrSpec.Fuzz.Weaver.dll", "Mono.Cecil.dll", "Mono.Cecil.Rocks.dll", "Mono.Cecil.Pdb.dll"];
        Weave(folder.File("woven"), [.. programs.Select(name => Path.Combine(home, name))]);
        File.Copy(
            Path.Combine(home, "MsrSpec.Fuzz.Weaver.runtimeconfig.json"),
            folder.File("woven/MsrSpec.Fuzz.Weaver.runtimeconfig.json"));
        File.Copy(typeof(Probe).Assembly.Location, folder.File("woven/MsrSpec.Fuzz.Probes.dll"));

        string subject = typeof(Spec.Vocabulary.Trace).Assembly.Location;
        Weave(folder.File("expected"), subject);
        Run(folder.File("woven/MsrSpec.Fuzz.Weaver.dll"), folder.File("actual"), subject);
        Assert.Equal(
            File.ReadAllText(folder.File($"expected/{EdgeMap.FileName}")),
            File.ReadAllText(folder.File($"actual/{EdgeMap.FileName}")));
        Assert.Equal(Code(folder.File("expected"), subject), Code(folder.File("actual"), subject));
    }

    private static string Weave(string output, params string[] inputs) => AssemblyWeaver.Weave(new WeaveRequest(
        House.Repository.Root, typeof(Probe).Assembly.Location, output, Path.Combine(output, EdgeMap.FileName), [],
        inputs));

    private static void Run(string weaver, string output, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "exec", weaver, "--root", House.Repository.Root, "--probes", typeof(Probe).Assembly.Location,
            "--output", output, "--map", Path.Combine(output, EdgeMap.FileName), input,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    /// <summary>An assembly's size and method bodies; its identity and time stamp may differ.</summary>
    private static string[] Code(string folder, string subject)
    {
        using Mono.Cecil.AssemblyDefinition assembly =
            Mono.Cecil.AssemblyDefinition.ReadAssembly(Path.Combine(folder, Path.GetFileName(subject)));
        return [.. assembly.MainModule.GetTypes().SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .Select(method => $"{method.FullName}: {string.Join("; ", method.Body.Instructions)}")];
    }

    private unsafe void OpenGates(byte reports)
    {
        Reports.Clear();
        Probe.Listener = &Listen;
        foreach (NumberRun run in _code.Map.SitesOf(WovenCode.Scope))
        {
            new Span<byte>(Probe.Gates + run.First, run.Count).Fill(reports);
        }
    }

    private static void Listen(int site, ulong left, ulong right, int width) => Reports.Add((left, right, width));
}
