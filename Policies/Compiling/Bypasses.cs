using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Mediation;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Compiling;

/// <summary>
/// What a policy denies and some kernel does all the same, whatever ranges it is given: it does not ask them.
/// </summary>
internal static class Bypasses
{
    /// <summary>The accesses that a kernel does not ask about.</summary>
    private static readonly ILookup<Dialect, (uint Index, AccessFlags Type)> Unasked = (
        from dialect in Dialect.All
        from row in MsrTable.Rows
        from type in new[] { AccessFlags.Read, AccessFlags.Write }
        where IsUnasked(row.Index, type, dialect)
        select (dialect, row.Index, type)).ToLookup(one => one.dialect, one => (one.Index, one.type));

    /// <summary>A sentence without a full stop for each such access, with the kernels that do it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="of">The interface.</param>
    public static IEnumerable<string> Of(MsrPolicy policy, Interface of) =>
        from dialect in Dialect.All.Where(dialect => dialect.Readings.Interface == of)
        let accesses = string.Join(", ", In(policy, dialect))
        where accesses.Length > 0
        group dialect.Name by accesses into kernels
        select $"the policy denies {kernels.Key}; "
            + $"the guest has them all the same in {string.Join(", ", kernels)}: nobody asks";

    private static IEnumerable<string> In(MsrPolicy policy, Dialect dialect) => Unasked[dialect]
        .Where(access => !policy.In(access.Type).Contains(access.Index))
        .GroupBy(access => access.Index, access => access.Type)
        .Select(denied => Invariant($"{Verb([.. denied])} of 0x{denied.Key:x} ({MsrNames.Describe(denied.Key)})"));

    private static bool IsUnasked(uint index, AccessFlags type, Dialect dialect)
    {
        MediatedAccess denied = new(index, type, Allowed: false) { InX2ApicMode = true };
        return MediationTables.Bypasses(MediationTables.Deciding.First(denied, dialect.Readings));
    }

    private static string Verb(AccessFlags[] types) => types switch
    {
        [AccessFlags.Read] => "reads",
        [AccessFlags.Write] => "writes",
        _ => "reads and writes",
    };
}
