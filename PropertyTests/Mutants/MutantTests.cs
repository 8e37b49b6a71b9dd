using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Mutants;

/// <summary>The checker can fail: it tells every machine that is wrong on purpose from the specification.</summary>
public sealed class MutantTests
{
    private const ulong Seed = 1;
    private const int MaxLength = SequenceGenerator.DefaultMaxLength;

    public static TheoryData<string> Mutants => [.. MutantTable.All.Select(mutant => mutant.Name)];

    public static TheoryData<string> Controls => [.. MutantTable.Controls.Select(control => control.Name)];

    [Fact]
    public void The_undecorated_machine_does_not_diverge() =>
        Assert.Empty(Check(new Mutant("none", "none", "None.", VirtualMachines.OptimizedDirect), 20_000).Findings);

    [Theory]
    [MemberData(nameof(Controls))]
    public void A_decorator_without_a_defect_does_not_diverge(string name) =>
        Assert.Empty(Check(MutantTable.Controls.Single(control => control.Name == name), 5_000).Findings);

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_reset_mutant_behaves_like_a_fresh_one(string name)
    {
        Mutant mutant = Find(name);
        IMachine reused = new AnsweringMachine(mutant.Create());
        SequenceGenerator generator = new(MaxLength, target: DialectOf(mutant).Readings.Interface);
        PCG random = new(0, Seed);
        for (int sequence = 0; sequence < 300; sequence++)
        {
            Command[] commands = generator.Generate(random, null, out _);
            Assert.Null(new LockstepRunner(new AnsweringMachine(mutant.Create()), reused).Run(commands));
        }
    }

    [Fact]
    public void Every_mutant_has_a_name_a_defect_and_clauses_of_its_own()
    {
        Assert.Equal(MutantTable.All.Count, MutantTable.All.Select(mutant => mutant.Name).Distinct().Count());
        Assert.Equal(MutantTable.All.Count, MutantTable.All.Select(mutant => mutant.Defect).Distinct().Count());
        Assert.All(MutantTable.All, mutant => Assert.EndsWith(".", mutant.Defect, StringComparison.Ordinal));
        Assert.All(MutantTable.All, mutant => Assert.Same(mutant, MutantTable.Find(mutant.Name)));
        Assert.Equal(MutantTable.Defects.Select(mutant => mutant.Name), MutantClauses.Names);
        Assert.Null(MutantTable.Find("no such mutant"));
    }

    [Fact]
    public void Every_mutant_of_the_register_path_is_on_the_core_too()
    {
        Mutant[] onTheCore = [.. MutantTable.Defects.Select(mutant => mutant.OnTheCore).OfType<Mutant>()];
        Assert.Equal(
            MutantTable.Defects.Where(mutant => mutant.Family is "registers" or "instructions")
                .Select(mutant => mutant.OnTheCore),
            onTheCore);
        Assert.All(onTheCore, mutant => Assert.EndsWith("-on-core", mutant.Name, StringComparison.Ordinal));
        Assert.All(onTheCore, mutant => Assert.Contains(mutant, MutantTable.All));
    }

    [Fact]
    public void Only_on_the_core_is_an_access_machine_code()
    {
        Assert.IsType<CoreExecutor>(ExecutorOf(MutantParts.OnTheCore()));
        Assert.IsType<DirectExecutor>(ExecutorOf(MutantParts.WithoutGuestCode()));
    }

    private static IGuestExecutor ExecutorOf(MutantParts parts)
    {
        _ = parts.Around((machine, _) => machine);
        return parts.Executor(vcpu: 0);
    }

    private static Mutant Find(string name) =>
        MutantTable.Find(name) ?? throw new ArgumentException($"No mutant is called '{name}'.", nameof(name));

    private static Dialect DialectOf(Mutant mutant) => MachineRegistry.Of(mutant).Claims!;

    private static RandomReport Check(Mutant mutant, long sequences)
    {
        ReadingSet readings = DialectOf(mutant).Readings;
        RandomOptions options = new(Seed, sequences, MaxLength, []) { Target = readings.Interface };
        return new RandomCheck(options).Run(new ModelMachine(readings), mutant.Create);
    }
}
