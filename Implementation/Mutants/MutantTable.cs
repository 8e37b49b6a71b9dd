using MsrSpec.Implementation.Machines;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// The machines that are wrong on purpose. A check that cannot tell one of them from the specification is a check that
/// cannot fail there.
/// </summary>
public static class MutantTable
{
    private const string ControlFamily = "control";
    private const string NoDefect = "None.";

    /// <summary>The mutants that execute no guest code, one for each defect, family by family.</summary>
    public static IReadOnlyList<Mutant> Defects { get; } =
    [
        .. DecisionMutants.Rows, .. ValidationMutants.Rows, .. ResourceMutants.Rows, .. LockingMutants.Rows,
        .. ExitMutants.Rows, .. RegisterMutants.Rows, .. ValueMutants.Rows, .. MediationMutants.Rows,
        .. InstructionMutants.Rows, .. FilterMutants.Rows,
    ];

    /// <summary>Every mutant: the defects, and behind them those that are on the core too.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
        [.. Defects, .. Defects.Select(mutant => mutant.OnTheCore).OfType<Mutant>()];

    /// <summary>
    /// The decorators that mutants are made with, without a defect: they must be as sound as what they decorate, or a
    /// mutant would have more wrong with it than it says.
    /// </summary>
    public static IReadOnlyList<Mutant> Controls { get; } =
    [
        new("sound-list", ControlFamily, NoDefect, () => MutantParts.Lists(() => new ListMutant())),
        new("sound-steps", ControlFamily, NoDefect, () => MutantParts.Stepwise(kernel => new(kernel))),
        new("sound-scan", ControlFamily, NoDefect, () => MutantParts.Filters(kernel => new(kernel)))
        {
            IsOfTheFilter = true,
        },
        new("sound-calls", ControlFamily, NoDefect, () => new FilterCallMutant(VirtualMachines.FilterDirect()))
        {
            IsOfTheFilter = true,
        },
        .. Pair("sound-executor", parts => parts.Executors(cpu => new ExecutorMutant(cpu))),
        .. Pair("sound-port", parts => parts.Ports(cpu => new PortMutant(cpu))),
        .. Pair("sound-machine", parts => parts.Around((machine, _) => new MachineMutant(machine))),
    ];

    /// <summary>The mutant of that name, or null.</summary>
    public static Mutant? Find(string name) => All.FirstOrDefault(mutant => mutant.Name == name);

    /// <summary>A control without guest code, and the same on the core.</summary>
    private static IEnumerable<Mutant> Pair(string name, Func<MutantParts, IMachine> assemble) =>
    [
        new(name, ControlFamily, NoDefect, () => assemble(MutantParts.WithoutGuestCode())),
        new($"{name}-on-core", ControlFamily, NoDefect, () => assemble(MutantParts.OnTheCore())),
    ];
}
