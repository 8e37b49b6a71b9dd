using System.Collections.Immutable;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Racing;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>Scenarios as text, and what looking for races in them comes to.</summary>
internal static class Races
{
    private const string Header = "msrspec-trace 1\n\n";

    /// <summary>For each defect of the posted patch that threads show, a scenario that shows it.</summary>
    public static IReadOnlyDictionary<string, string> OfThePostedPatch { get; } = new Dictionary<string, string>
    {
        ["D1"] = string.Concat(
            Enumerable.Repeat("ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none\n", 10)) + """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread1 ioctl add-allowlist flags=write nmsrs=1 base=0x20 bits=0
            """,
        ["D2"] = """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=2 base=0x10 bits=0
            thread1 ioctl add-allowlist flags=write nmsrs=1 base=0x20 bits=0
            """,
        ["D6 (a)"] = """
            thread0 ioctl add-allowlist flags=read nmsrs=64 base=0xc0000000 bits=16
            thread1 decision read 0xc0000010
            """,
        ["D6 (b)"] = """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=64 base=0xc0000000 bits=16
            thread1 decision read 0xc0000010
            """,
        ["D6 (c)"] = """
            ioctl add-allowlist flags=read nmsrs=1 base=0x100 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=64 base=0xc0000000 bits=16
            thread1 decision read 0x10
            """,
        ["D7"] = """
            ioctl add-allowlist flags=read nmsrs=1 base=0x100 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=64 base=0xc0000000 bits=16
            thread1 decision read 0xc0000010
            """,
    };

    /// <summary>The compiled machine of a name; skips the test where nothing is compiled.</summary>
    public static RegisteredMachine Machine(string name)
    {
        RegisteredMachine? machine = MachineRegistry.Find(name, out string problem);
        Assert.SkipWhen(problem.StartsWith("there is no machine", StringComparison.Ordinal), problem);
        return machine!;
    }

    /// <summary>A scenario from its commands.</summary>
    public static RaceScenario Scenario(string commands)
    {
        Trace trace = TraceParser.Parse(Header + commands).Value!;
        RaceScenario? scenario = RaceTrace.ScenarioOf(trace, out string problem);
        Assert.Equal(string.Empty, problem);
        return scenario!;
    }

    /// <summary>What a machine is looked at for.</summary>
    public static RacePlan Plan(RegisteredMachine machine, bool isTso = false) =>
        new(machine.Name, machine.CreateThreaded!, machine.Claims!, RaceLimits.Usual)
        {
            BuffersStores = isTso,
            JudgesPolicy = machine.Claims == Dialect.Posted,
            Known = machine.Claims == Dialect.Posted ? RaceDefect.OfThePostedPatch : [],
        };

    /// <summary>Explores scenarios one by one.</summary>
    public static RaceReport Explore(RacePlan plan, string folder, params IEnumerable<string> scenarios)
    {
        RaceSession session = new(plan, new CounterexampleStore(folder));
        RaceReport? report = null;
        foreach (string scenario in scenarios)
        {
            report = session.Run(Scenario(scenario), "a test", TestContext.Current.CancellationToken);
        }

        foreach (RaceResult result in report!.Results)
        {
            ClauseWitness.Broken(result.Failure.Clause);
        }

        return report;
    }

    /// <summary>How many commands of a result are in threads.</summary>
    public static ImmutableArray<int> ThreadsOf(RaceResult result) =>
        [.. result.Trace.Steps.Select(step => step.Thread).OfType<int>()];

    /// <summary>A call of an ioctl whose argument has such a base, for objects to which that says what to do.</summary>
    public static Command.AddAllowlist CallOf(uint which) =>
        new(UserBuffer.Allowlist(new AllowlistHeader(1, 1, which, 0), new byte[8], 24));

    /// <summary>What makes a machine of an object.</summary>
    public static Func<IThreadedMachine> MachineOf(byte[] bytes)
    {
        ObjectTarget? target = ObjectTarget.Open(
            "a.o", CompiledAllowlists.Manifest, _ => bytes, CompiledMachines.Designs, out string problem);
        Assert.Equal(string.Empty, problem);
        return target!.CreateThreaded;
    }
}
