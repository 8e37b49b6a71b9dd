using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Registry;

/// <summary>
/// The machines that have names: implementations, models of the dialects, mutants. No other place knows the names.
/// </summary>
public static class MachineRegistry
{
    private const string MutantPrefix = "mutant-";

    /// <summary>Guest code is slow: fewer sequences than without it.</summary>
    private const long CoreSequences = 200_000;

    /// <summary>More than six million commands: filters are one part of the whole.</summary>
    private const long FilterSequences = 200_000;

    /// <summary>The optimized allowlist on the emulated core.</summary>
    public static RegisteredMachine Optimized { get; } = new(
        "optimized",
        "The optimized allowlist; guest accesses run as machine code on the emulated core.",
        VirtualMachines.Optimized)
    {
        Sequences = CoreSequences,
    };

    /// <summary>The optimized allowlist without guest code.</summary>
    public static RegisteredMachine OptimizedDirect { get; } = new(
        "optimized-direct",
        "The optimized allowlist; accesses are decided without guest code.",
        VirtualMachines.OptimizedDirect);

    /// <summary>The posted patch on the emulated core.</summary>
    public static RegisteredMachine Posted { get; } = new(
        "posted",
        "The posted patch; guest accesses run as machine code on the emulated core.",
        VirtualMachines.Posted)
    {
        KnownDefects = DefectsOfThePatch,
    };

    /// <summary>The posted patch without guest code.</summary>
    public static RegisteredMachine PostedDirect { get; } = new(
        "posted-direct",
        "The posted patch; accesses are decided without guest code.",
        VirtualMachines.PostedDirect)
    {
        KnownDefects = DefectsOfThePatch,
    };

    /// <summary>The posted patch in a 32-bit kernel.</summary>
    public static RegisteredMachine Posted32 { get; } = new(
        "posted-32",
        "The posted patch in a 32-bit kernel; accesses are decided without guest code.",
        VirtualMachines.Posted32)
    {
        Claims = Dialect.Posted32,
        KnownDefects = dialect => dialect == Dialect.Sound32 ? KnownDefect.OfThePostedPatchIn32Bits : [],
    };

    /// <summary>The optimized filter on the emulated core.</summary>
    public static RegisteredMachine Filter { get; } = new(
        "optimized-filter",
        "The optimized filter of Linux 6.1; guest accesses run as machine code on the emulated core.",
        VirtualMachines.Filter)
    {
        Sequences = FilterSequences / 4,
        Claims = Dialect.Linux61,
    };

    /// <summary>The optimized filter without guest code.</summary>
    public static RegisteredMachine FilterDirect { get; } = new(
        "optimized-filter-direct",
        "The optimized filter of Linux 6.1; accesses are decided without guest code.",
        VirtualMachines.FilterDirect)
    {
        Sequences = FilterSequences,
        Claims = Dialect.Linux61,
    };

    /// <summary>
    /// The implementations: both allowlists, on the core and without guest code, and the filters of every kernel.
    /// </summary>
    public static IReadOnlyList<RegisteredMachine> Implementations { get; } =
        [Optimized, OptimizedDirect, Posted, PostedDirect, Posted32, Filter, FilterDirect, .. FilterMachines.All];

    /// <summary>The models, each under the name of its dialect.</summary>
    public static IReadOnlyList<RegisteredMachine> Models { get; } =
    [
        .. Dialect.All.Select(dialect => new RegisteredMachine(
            dialect.Name, dialect.Summary, () => new ModelMachine(dialect.Readings))
        {
            Claims = dialect,
        }),
    ];

    /// <summary>The allowlists in C; none where the build had no compiler for them.</summary>
    public static IReadOnlyList<RegisteredMachine> Compiled { get; } = CompiledMachines.Built;

    /// <summary>The name of the posted patch as gcc compiles it, whether it is there or not.</summary>
    public static string CompiledPosted => CompiledMachines.All[0].Name;

    /// <summary>Every machine that has a name: implementations, compiled ones, models and mutants.</summary>
    public static IReadOnlyList<RegisteredMachine> All { get; } =
        [.. Implementations, .. Compiled, .. Models, .. MutantTable.All.Select(Of)];

    /// <summary>What a check is about that names no machine.</summary>
    public static StandardMachines Standard { get; } =
        new(Random: [Optimized, OptimizedDirect, Posted], Port: Posted, Exhaustive: [OptimizedDirect, FilterDirect],
            Others: [Filter, FilterDirect, .. FilterMachines.All]);

    /// <summary>Every name, for messages.</summary>
    public static string Names =>
        string.Join(", ", Implementations.Concat(CompiledMachines.All).Concat(Models).Select(machine => machine.Name))
        + $", {MutantPrefix}NAME (see 'msrspec mutants --list'), {CompiledMachines.FilePrefix}FILE";

    /// <summary>The machine of a name, or null.</summary>
    public static RegisteredMachine? Find(string name) => Find(name, out _);

    /// <summary>The machine of a name.</summary>
    /// <param name="name">The name; that of an object file has <c>object:</c> in front.</param>
    /// <param name="problem">Why there is none, in one line; empty if there is one.</param>
    public static RegisteredMachine? Find(string name, out string problem)
    {
        if (name.StartsWith(CompiledMachines.FilePrefix, StringComparison.Ordinal))
        {
            return CompiledMachines.Open(name, out problem);
        }

        RegisteredMachine? found = All.FirstOrDefault(machine => machine.Name == name);
        problem = found is not null ? string.Empty
            : CompiledMachines.ProblemOf(name) is { } missing ? $"there is no machine '{name}' here: {missing}"
            : $"unknown machine '{name}'; known are {Names}";
        return found;
    }

    /// <summary>Why there is no machine of a name, in one line; null if there is one.</summary>
    public static string? ProblemOf(string name) => Find(name, out string problem) is null ? problem : null;

    /// <summary>What makes the machine of a name, or null.</summary>
    public static Func<IMachine>? MakerOf(string name) => Find(name)?.Create;

    /// <summary>What makes the machine of a name whose calls several threads can make, or null.</summary>
    public static Func<IThreadedMachine>? ThreadedMakerOf(string name) => Find(name)?.CreateThreaded;

    /// <summary>A mutant under its name among the machines.</summary>
    public static RegisteredMachine Of(Mutant mutant) =>
        new(MutantPrefix + mutant.Name, mutant.Defect, mutant.Create)
        {
            Claims = !mutant.IsOfTheFilter ? Dialect.Sound
                : mutant.IsOfToday ? Dialect.LinuxToday
                : Dialect.Linux61,
        };

    internal static IReadOnlyList<KnownDefect> DefectsOfThePatch(Dialect dialect) =>
        dialect == Dialect.Sound ? KnownDefect.OfThePostedPatch : [];
}
