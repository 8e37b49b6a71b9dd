using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli;

/// <summary>The machines that have names: implementations, mutants, and the models of the dialects.</summary>
public static class Machines
{
    /// <summary>The optimized allowlist on the emulated core.</summary>
    public const string Optimized = "optimized";

    /// <summary>The optimized allowlist without guest code.</summary>
    public const string OptimizedDirect = "optimized-direct";

    /// <summary>The posted patch on the emulated core.</summary>
    public const string Posted = "posted";

    /// <summary>The posted patch without guest code.</summary>
    public const string PostedDirect = "posted-direct";

    private const string MutantPrefix = "mutant-";

    /// <summary>The implementations, with a sentence each.</summary>
    public static IReadOnlyList<(string Name, string Summary, Func<IMachine> Create)> Implementations { get; } =
    [
        (Optimized, "the optimized allowlist; guest accesses run as machine code on the emulated core",
            VirtualMachines.Optimized),
        (OptimizedDirect, "the optimized allowlist; accesses are decided without guest code",
            VirtualMachines.OptimizedDirect),
        (Posted, "the posted patch; guest accesses run as machine code on the emulated core",
            VirtualMachines.Posted),
        (PostedDirect, "the posted patch; accesses are decided without guest code",
            VirtualMachines.PostedDirect),
    ];

    /// <summary>Every name, for messages.</summary>
    public static string Names =>
        string.Join(", ", Implementations.Select(machine => machine.Name))
        + ", " + string.Join(", ", Dialect.All.Select(dialect => dialect.Name))
        + $", {MutantPrefix}NAME (see 'msrspec mutants --list')";

    /// <summary>What makes the machine of a name, or null.</summary>
    public static Func<IMachine>? Find(string name)
    {
        if (Dialect.Find(name) is { } dialect)
        {
            return () => new ModelMachine(dialect.Readings);
        }

        if (name.StartsWith(MutantPrefix, StringComparison.Ordinal))
        {
            return MutantTable.Find(name[MutantPrefix.Length..])?.Create;
        }

        return Implementations.FirstOrDefault(machine => machine.Name == name).Create;
    }

    /// <summary>The name of a mutant's machine.</summary>
    public static string NameOf(Mutant mutant) => MutantPrefix + mutant.Name;

    /// <summary>Makes the machine of a name, or gives null.</summary>
    public static IMachine? Make(string name) => Find(name)?.Invoke();
}
