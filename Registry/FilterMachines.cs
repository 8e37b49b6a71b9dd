using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Machines;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Registry;

/// <summary>The optimized filter as other kernels than 6.1 have it: each claims the dialect of its kernel.</summary>
internal static class FilterMachines
{
    /// <summary>More than a million commands.</summary>
    private const long Sequences = 40_000;

    /// <summary>Those without guest code, the oldest kernel first.</summary>
    public static IReadOnlyList<RegisteredMachine> Direct { get; } =
    [
        Of("optimized-filter-5.10-rc1-direct", FilterVersion.Linux510First, Dialect.Linux510First),
        Of("optimized-filter-5.10-direct", FilterVersion.Linux510, Dialect.Linux510),
        Of("optimized-filter-5.12-direct", FilterVersion.Linux512, Dialect.Linux512),
        Of("optimized-filter-6.12-direct", FilterVersion.Linux61, Dialect.Linux612),
        Of("optimized-filter-today-direct", FilterVersion.Linux618, Dialect.LinuxToday),
    ];

    /// <summary>That of today's kernel on the emulated core.</summary>
    public static RegisteredMachine Today { get; } = new(
        "optimized-filter-today",
        "The optimized filter of Linux since 6.18; guest accesses run as machine code on the emulated core.",
        () => VirtualMachines.Filter(FilterVersion.Linux618))
    {
        Sequences = Sequences,
        Claims = Dialect.LinuxToday,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RegisteredMachine> All { get; } = [.. Direct, Today];

    private static RegisteredMachine Of(string name, FilterVersion version, Dialect dialect) => new(
        name,
        $"The optimized filter as in {dialect.Name}; accesses are decided without guest code.",
        () => VirtualMachines.FilterDirect(version))
    {
        Sequences = Sequences,
        Claims = dialect,
    };
}
