using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Racing;
using MsrSpec.Checker.Running;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>
/// The example of docs/objects.md, compiled against a distribution's headers: where there are some, with pahole.
/// </summary>
public sealed class KernelTreeTests
{
    private const string Example = "docs/examples/tree";
    private const string Sources = "/usr/src";

    [Fact]
    public void From_a_tree_to_a_finding_it_is_as_the_document_says()
    {
        using TemporaryFolder folder = new();
        RegisteredMachine machine = Build(folder);
        FreshRunner runner = new(() => new ModelMachine(Dialect.Sound.Readings), machine.Create);
        Assert.Null(runner.Run([.. Lines.Commands(
            "ioctl add-allowlist flags=read nmsrs=64 base=0xc0000000 bits=16", "decision read 0xc0000010",
            "decision read 0x10", "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000001 bits=none", "destroy-vm")]));
        RacePlan plan = new(machine.Name, machine.CreateThreaded!, Dialect.Sound, RaceLimits.Usual);
        RaceReport report = new RaceSession(plan, new CounterexampleStore(folder.File("found")))
            .Run(1, 3, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(3, report.Whole);
        Assert.All(report.Results, result => Assert.Contains(
            result.Rows, row => row.Text.Contains("writes vm.count (allowlist.c:", StringComparison.Ordinal)));
    }

    private static RegisteredMachine Build(TemporaryFolder folder)
    {
        string? headers = Directory.Exists(Sources)
            ? Directory.EnumerateDirectories(Sources, "linux-headers-*-amd64").Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        Assert.SkipWhen(headers is null, "there is no header package of a kernel here");
        foreach (string name in new[] { "Makefile", "allowlist.c", "allowlist.o.toml" })
        {
            File.Copy(Repository.PathOf($"{Example}/{name}"), folder.File(name));
        }

        Demand("make", "-s", "-C", headers!, $"M={folder.Path}", "allowlist.o");
        Demand("pahole", "-J", folder.File("allowlist.o"));
        RegisteredMachine? machine = MachineRegistry.Find($"object:{folder.File("allowlist.o")}", out string problem);
        Assert.Equal(string.Empty, problem);
        return machine!;
    }

    /// <summary>What is not ours may be missing, or not do here.</summary>
    private static void Demand(string program, params string[] words)
    {
        (int? status, string error) = CompiledObjects.Run(program, words);
        Assert.SkipWhen(status != 0, $"{program} does not do here: {error}");
    }
}
