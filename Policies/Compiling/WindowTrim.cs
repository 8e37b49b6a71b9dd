using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>
/// Makes windows as short as what they are there for, and takes them apart where they may not overlap. The windows as
/// they are found are as long as they can be.
/// </summary>
internal static class WindowTrim
{
    private static readonly (AccessFlags Type, AccessFlags Other)[] OneWay =
        [(AccessFlags.Read, AccessFlags.Write), (AccessFlags.Write, AccessFlags.Read)];

    /// <summary>
    /// Windows that may overlap: each ends with the last need that it holds, one for both directions with the last that
    /// those for one direction leave to it. They stand in front, so that they decide first.
    /// </summary>
    public static ImmutableArray<Window> Overlapping(ImmutableArray<Window> windows, Needs needs)
    {
        Window[] oneWay = [.. windows.Where(window => !IsForBoth(window))
            .Select(window => Hold(window, needs.Read.Union(needs.Write))).OrderBy(window => window.Run.First)];
        IndexSet left = OneWay.Aggregate(IndexSet.Empty, (all, way) => all.Union(needs.In(way.Type).Except(
            IndexSet.Of(oneWay.Where(window => window.Flags == way.Type).Select(window => window.Run)))));
        Window[] others = [.. windows.Where(IsForBoth)
            .Select(window => WithoutDecided(Hold(window, left), oneWay)).OrderBy(window => window.Run.First)];
        return [.. oneWay, .. others.Where(window => !IsForBoth(window)), .. others.Where(IsForBoth)];
    }

    /// <summary>Windows that may not: each index is left to one window in each direction.</summary>
    public static ImmutableArray<Window> Apart(ImmutableArray<Window> windows, Needs needs)
    {
        // A window for both directions inside of one for reads is there for writes alone, and the other way round.
        foreach ((AccessFlags type, AccessFlags other) in OneWay)
        {
            foreach (Window outer in windows.Where(window => window.Flags == type).ToArray())
            {
                windows = [.. windows.Select(window =>
                    window.Flags == AccessFlags.ReadWrite && IsInside(window, outer, needs.In(type))
                        ? window with { Flags = other }
                        : window)];
            }
        }

        IndexSet both = IndexSet.Of(windows.Where(IsForBoth).Select(window => window.Run));
        return
        [
            .. Parts(windows.Where(IsForBoth), needs.Read.Union(needs.Write))
                .Concat(OneWay.SelectMany(way => Parts(
                    windows.Where(window => window.Flags == way.Type), needs.In(way.Type).Except(both))))
                .OrderBy(window => window.Run.First).ThenBy(window => window.Flags),
        ];
    }

    /// <summary>
    /// A window for both directions speaks of one alone if a window for the other, which decides first, holds all of
    /// it: nobody is to think that its bits meant something there.
    /// </summary>
    private static Window WithoutDecided(Window window, Window[] first)
    {
        foreach ((AccessFlags type, AccessFlags other) in OneWay)
        {
            if (first.Any(one => one.Flags == type
                && one.Run.First <= window.Run.First && one.Run.Last >= window.Run.Last))
            {
                return window with { Flags = other };
            }
        }

        return window;
    }

    private static bool IsForBoth(Window window) => window.Flags == AccessFlags.ReadWrite;

    /// <summary>Whether a window has needs of another on both sides.</summary>
    private static bool IsInside(Window inner, Window outer, IndexSet needed)
    {
        IndexSet held = needed.Intersect(IndexSet.Of([outer.Run]));
        return !held.IsEmpty && held.Runs[0].First < inner.Run.First && held.Runs[^1].Last > inner.Run.Last;
    }

    /// <summary>Windows of one kind from left to right, each with the needs that those before it have left.</summary>
    private static IEnumerable<Window> Parts(IEnumerable<Window> windows, IndexSet needed)
    {
        IndexSet left = needed;
        foreach (Window window in windows.OrderBy(window => window.Run.First))
        {
            IndexSet held = left.Intersect(IndexSet.Of([window.Run]));
            if (!held.IsEmpty)
            {
                yield return Hold(window, held);
                left = left.Except(held);
            }
        }
    }

    private static Window Hold(Window window, IndexSet needed)
    {
        IndexSet held = needed.Intersect(IndexSet.Of([window.Run]));
        return window with { Run = new IndexRun(held.Runs[0].First, held.Runs[^1].Last) };
    }
}
