using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Compiling;

/// <summary>Makes the fewest ranges by which an interface decides exactly as a policy does.</summary>
public static class PolicyCompiler
{
    private const string Restrictive =
        "nothing that the interface filters is allowed, and one range without a bit says so: without any range ";

    private static readonly IndexSet X2Apic = IndexSet.Of([new IndexRun(Msr.X2ApicFirst, Msr.X2ApicLast)]);

    /// <summary>Compiles a policy, or says why it cannot be done.</summary>
    public static Compilation Compile(MsrPolicy policy, CompileRequest request)
    {
        IndexSet exempt = request.Interface == Interface.Filter ? X2Apic : IndexSet.Empty;
        Needs needs = Needs.Of(policy, request.DefaultAllows, exempt);
        InterfaceLimits limits = InterfaceLimits.Of(request.Interface);
        ImmutableArray<string> refusals =
            [.. WhyNotTheTop(needs, request), .. WhyNotX2Apic(policy, request), .. WhyNotSoMany(needs, limits)];
        if (!refusals.IsEmpty)
        {
            return new Compilation(null, exempt, refusals, []);
        }

        if (Windows(needs, limits) is not { } windows)
        {
            return new Compilation(null, exempt, [TooMany(limits, limits.Slots + 1)], []);
        }

        bool needsOne = windows.IsEmpty && !request.DefaultAllows;
        ImmutableArray<AllowlistRange> ranges = needsOne
            ? [RangeMaker.Range(new Window(AccessFlags.ReadWrite, new IndexRun(0, 0)), IndexSet.Empty)]
            : RangeMaker.Fill(windows, policy);
        return new Compilation(
            new CompiledPolicy(request.Interface, request.DefaultAllows, ranges), exempt, [],
            [.. Notes(policy, needs, request, limits, needsOne)]);
    }

    /// <summary>The fewest windows for some needs, ready to be filled; null if there are too few slots.</summary>
    internal static ImmutableArray<Window>? Windows(Needs needs, InterfaceLimits limits) =>
        new WindowSearch(needs.Runs, limits).Find() is not { } windows ? null
        : limits.MayOverlap ? WindowTrim.Overlapping(windows, needs)
        : WindowTrim.Apart(windows, needs);

    private static IEnumerable<string> WhyNotTheTop(Needs needs, CompileRequest request)
    {
        foreach ((IndexSet set, string verb) in new[] { (needs.Read, "read"), (needs.Write, "written") })
        {
            if (set.Contains(uint.MaxValue))
            {
                yield return request.Interface == Interface.Allowlist
                    ? $"0xffffffff is to be {verb}, and a range up to the last index of all never matches"
                    : $"whether 0xffffffff may be {verb} is the default's to say: no range up to the last index of all"
                        + $" matches; {OtherDefault(needs, request)}";
            }
        }
    }

    /// <summary>The other default helps if it says of both directions what is wanted.</summary>
    private static string OtherDefault(Needs needs, CompileRequest request) =>
        needs.Read.Contains(uint.MaxValue) && needs.Write.Contains(uint.MaxValue)
            ? $"try --default {(request.DefaultAllows ? "deny" : "allow")}"
            : "and no default allows one direction alone";

    private static IEnumerable<string> WhyNotX2Apic(MsrPolicy policy, CompileRequest request) =>
        request.Interface == Interface.Filter && !request.AcceptsX2Apic && DeniedX2Apic(policy) is { } denied
            ? [$"{denied}; a filter allows them whatever it says; --accept x2apic takes that"]
            : [];

    /// <summary>What of the x2APIC range a policy denies, in words; null if it denies nothing of it.</summary>
    private static string? DeniedX2Apic(MsrPolicy policy)
    {
        IndexSet read = X2Apic.Except(policy.Read);
        IndexSet write = X2Apic.Except(policy.Write);
        return read.IsEmpty && write.IsEmpty ? null : Invariant(
            $"of the x2APIC range 0x800-0x8ff the policy denies reads of {read.Count} and writes of {write.Count}");
    }

    private static IEnumerable<string> WhyNotSoMany(Needs needs, InterfaceLimits limits)
    {
        long fewest = Math.Max(
            needs.Fewest(AccessFlags.Read, limits.LargestRange), needs.Fewest(AccessFlags.Write, limits.LargestRange));
        return fewest > limits.Slots ? [TooMany(limits, fewest)] : [];
    }

    private static string TooMany(InterfaceLimits limits, long fewest) => Invariant(
        $"it takes at least {fewest} ranges of {limits.LargestRange} registers, and there are {limits.Slots} slots");

    private static IEnumerable<string> Notes(
        MsrPolicy policy, Needs needs, CompileRequest request, InterfaceLimits limits, bool needsOne)
    {
        bool isFilter = request.Interface == Interface.Filter;
        if (needsOne)
        {
            yield return Restrictive + (isFilter ? "the kernel refuses a filter that denies" : "everything is allowed");
        }

        if (needs.Runs.Length > limits.Slots)
        {
            yield return Invariant(
                $"one range for each run of registers would be {needs.Runs.Length}; there are {limits.Slots} slots");
        }

        if (!isFilter)
        {
            yield return "before the first of these calls everything is allowed, and until the last one what it allows "
                + "is denied: no vCPU may run before all of them are made";
        }
        else if (DeniedX2Apic(policy) is { } denied)
        {
            yield return $"{denied}; the filter allows them all the same";
        }

        foreach (string bypass in Bypasses.Of(policy, request.Interface))
        {
            yield return bypass;
        }
    }
}
