using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>What a user names as an object: a file of either kind, or something that is refused in one line.</summary>
public sealed class ObjectFileTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    [Fact]
    public void An_object_alone_is_taken_for_the_posted_allowlist()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.o"), compiled.Allowlist("posted-gcc-O2"));
        Assert.Equal("v2-posted", Open(folder.File("a.o")).Dialect);
    }

    [Fact]
    public void A_manifest_beside_an_object_says_what_that_is()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.o"), compiled.Allowlist("sound-gcc-O2"));
        File.WriteAllText(folder.File("a.o.toml"), ManifestOf("a.o"));
        Assert.Equal("v2-sound", Open(folder.File("a.o")).Dialect);
        File.WriteAllText(folder.File("a.o.toml"), "interface = 1");
        Assert.Equal($"{folder.File("a.o.toml")}:1:13: a text in quotes is expected", ProblemOf(folder.File("a.o")));
    }

    [Fact]
    public void A_manifest_names_objects_beside_itself()
    {
        using TemporaryFolder folder = new();
        string manifest = folder.File("m.toml");
        File.WriteAllText(manifest, ManifestOf("a.o"));
        Assert.Equal($"{manifest}:4:12: {folder.File("a.o")}: no such file", ProblemOf(manifest));
        File.WriteAllBytes(folder.File("a.o"), compiled.Allowlist("sound-gcc-O2"));
        Assert.Equal("v2-sound", Open(manifest).Dialect);
    }

    [Fact]
    public void What_is_no_file_or_an_endless_one_is_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Equal($"{folder.Path}: this is a folder", ProblemOf(folder.Path));
        Assert.Equal($"{folder.File("none")}: no such file", ProblemOf(folder.File("none")));
        Assert.Equal("the name of a file is empty", ProblemOf(string.Empty));
        Assert.Equal("/dev/null:1:1: the key 'interface' is missing", ProblemOf("/dev/null"));
        Assert.Equal("/dev/zero: larger than 64 MiB, the most that is read here", ProblemOf("/dev/zero"));
    }

    [Fact]
    public void A_machine_of_a_file_has_the_name_that_it_was_asked_for_by()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.o"), compiled.Allowlist("posted-gcc-O2"));
        string name = CompiledMachines.FilePrefix + folder.File("a.o");
        Assert.Equal(name, MachineRegistry.Find(name, out string problem)?.Name);
        Assert.Empty(problem);
        Assert.Null(MachineRegistry.Find(CompiledMachines.FilePrefix + folder.Path, out problem));
        Assert.Equal($"{folder.Path}: this is a folder", problem);
    }

    private static string ManifestOf(string name) => CompiledAllowlists.Manifest
        .Replace("allowlist.o", name, StringComparison.Ordinal)
        .Replace("v2-posted", "v2-sound", StringComparison.Ordinal);

    private static ObjectTarget Open(string path)
    {
        ObjectTarget? target = ObjectFiles.Open(path, out string problem);
        Assert.Equal(string.Empty, problem);
        return target!;
    }

    private static string ProblemOf(string path)
    {
        Assert.Null(ObjectFiles.Open(path, out string problem));
        return problem;
    }
}
