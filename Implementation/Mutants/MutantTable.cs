using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// The machines that are wrong on purpose. A check that cannot tell one of them from the specification is a check that
/// cannot fail there.
/// </summary>
public static class MutantTable
{
    /// <summary>Every mutant, family by family.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. DecisionMutants.Rows, .. ValidationMutants.Rows, .. ResourceMutants.Rows, .. ExitMutants.Rows,
        .. RegisterMutants.Rows,
    ];

    /// <summary>
    /// The decorators that mutants are made with, without a defect: they must be as sound as what they decorate, or a
    /// mutant would have more wrong with it than it says.
    /// </summary>
    public static IReadOnlyList<Mutant> Controls { get; } =
    [
        Control("sound-list",     () => MutantParts.Lists(() => new ListMutant())),
        Control("sound-executor", () => MutantParts.Executors(cpu => new ExecutorMutant(cpu))),
        Control("sound-port",     () => MutantParts.Ports(cpu => new PortMutant(cpu))),
        Control("sound-machine",  () => MutantParts.Around((machine, _) => new MachineMutant(machine))),
    ];

    /// <summary>The mutant of that name, or null.</summary>
    public static Mutant? Find(string name) => All.FirstOrDefault(mutant => mutant.Name == name);

    private static Mutant Control(string name, Func<IMachine> create) => new(name, "control", "None.", create);
}
