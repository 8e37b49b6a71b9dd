using System.Collections.Frozen;
using System.Collections.Immutable;
using static System.FormattableString;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>
/// The registers that are known by name. A name is read in letters of either case, with <c>MSR_</c>, <c>IA32_</c> or
/// <c>MSR_IA32_</c> in front or without, and underscores do not count: <c>TSC_DEADLINE</c>,
/// <c>MSR_IA32_TSC_DEADLINE</c> and <c>ia32_tscdeadline</c> are one.
/// </summary>
public static class MsrNames
{
    /// <summary>What the indices of the x2APIC are called that have no name of their own.</summary>
    private const string X2Apic = "x2APIC";

    /// <summary>Every name, by ascending index; of one index the printed one comes first.</summary>
    public static ImmutableArray<MsrName> All { get; } =
    [
        .. new[]
        {
            Of(MsrVendor.Intel, IntelNames.Rows), Of(MsrVendor.Intel, IntelPerformanceNames.Rows),
            Of(MsrVendor.Intel, IntelPowerNames.Rows), Of(MsrVendor.Intel, X2ApicNames.Rows),
            Of(MsrVendor.Amd, AmdNames.Rows), Of(MsrVendor.Kvm, HypervisorNames.OfKvm),
            Of(MsrVendor.HyperV, HypervisorNames.OfHyperV), Of(MsrVendor.Xen, HypervisorNames.OfXen),
        }.SelectMany(names => names).OrderBy(name => name.Index),
    ];

    private static readonly FrozenDictionary<uint, ImmutableArray<MsrName>> ByIndex =
        All.GroupBy(name => name.Index).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    private static readonly FrozenDictionary<string, ImmutableArray<MsrName>> BySpelling =
        All.SelectMany(name => name.Spellings.Select(Plain).Distinct().Select(plain => (Plain: plain, Name: name)))
            .GroupBy(pair => pair.Plain, pair => pair.Name)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static readonly NearNames Near = new(BySpelling);

    /// <summary>The names of an index, the printed one first; none if it is not known.</summary>
    public static ImmutableArray<MsrName> Of(uint index) => ByIndex.GetValueOrDefault(index, []);

    /// <summary>What an index is called, or null if it is not known and not one of the x2APIC's.</summary>
    public static string? Describe(uint index) =>
        Of(index) is [var name, ..] ? name.Name
        : index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast ? X2Apic
        : null;

    /// <summary>The index that a name stands for.</summary>
    /// <param name="text">The name, in any of its spellings.</param>
    /// <param name="problem">Why it stands for none, in one sentence without a full stop; else empty.</param>
    public static uint? Find(string text, out string problem)
    {
        ImmutableArray<MsrName> found = BySpelling.GetValueOrDefault(Plain(text), []);
        problem = found switch
        {
            [_] => string.Empty,
            [] => Invariant($"no MSR is called '{text}'{Hint(text)}"),
            _ => Invariant($"'{text}' may be {string.Join(" or ", found.Select(Show))}; write one of those"),
        };
        return found is [var only] ? only.Index : null;
    }

    /// <summary>A spelling without what does not count.</summary>
    internal static string Plain(string text)
    {
        string upper = text.ToUpperInvariant();
        upper = upper.StartsWith("MSR_", StringComparison.Ordinal) ? upper[4..] : upper;
        upper = upper.StartsWith("IA32_", StringComparison.Ordinal) ? upper[5..] : upper;
        return upper.Replace("_", string.Empty, StringComparison.Ordinal);
    }

    private static IEnumerable<MsrName> Of(MsrVendor vendor, IEnumerable<MsrName> rows) =>
        rows.Select(row => row with { Vendor = vendor });

    private static string Show(MsrName name) => Invariant($"{name.Name} (0x{name.Index:x})");

    private static string Hint(string text)
    {
        string[] near = [.. Near.Of(Plain(text)).Select(Show)];
        return near.Length == 0 ? string.Empty : $"; near it: {string.Join(", ", near)}";
    }
}
