using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>
/// The fewest windows under which every need can be decided as it is wanted.
/// </summary>
/// <remarks>
/// <para>What a window must do. A bitmap can hold any bits, so windows for one direction can decide whatever they hold.
/// A window for both gives both directions the same bit, which is right where both are needed. Where one is needed, it
/// is wrong for one of them; where ranges may overlap, a window for one direction that stands in front of it takes that
/// one over, and where they may not, it must end before such an index. Where nothing is needed, anything may stand.
/// So an index is right if a window for both holds it, or one for each needed direction, or, if one direction is
/// needed, a window for both and one for the other direction.</para>
/// <para>Why the search is whole. More coverage is never worse, so each window is as long as it can be. Two windows of
/// one kind need not overlap, since the later one can begin behind the earlier. A window that is not yet needed can
/// begin later. So windows begin only at the first index that is not right yet, with a kind that does not hold it: two
/// or three choices for each window. Of two states with the same number of windows the one that reaches farther in
/// every kind can do whatever the other can, and the other is dropped.</para>
/// </remarks>
/// <param name="needs">The needs in ascending order.</param>
/// <param name="limits">What the interface has room for.</param>
internal sealed class WindowSearch(ImmutableArray<NeedRun> needs, InterfaceLimits limits)
{
    private static readonly AccessFlags[] Kinds = [AccessFlags.ReadWrite, AccessFlags.Read, AccessFlags.Write];

    /// <summary>For each run, where the next run begins that is needed in one direction only.</summary>
    private readonly ulong[] _nextOneWay = NextOneWay(needs);

    /// <summary>The windows in the order in which they begin; null if there are too few slots for them.</summary>
    public ImmutableArray<Window>? Find()
    {
        List<Node> level = [Node.First(this)];
        for (int count = 0; count <= limits.Slots && level.Count > 0; count++)
        {
            if (level.Find(node => node.Run == needs.Length) is { } done)
            {
                return done.Windows();
            }

            level = Longest(level.SelectMany(Longer));
        }

        return null;
    }

    private static ulong[] NextOneWay(ImmutableArray<NeedRun> needs)
    {
        ulong[] next = new ulong[needs.Length];
        ulong start = ulong.MaxValue;
        for (int run = needs.Length - 1; run >= 0; run--)
        {
            start = needs[run].IsOneWay ? needs[run].Run.First : start;
            next[run] = start;
        }

        return next;
    }

    /// <summary>The states that no other one dominates, each once.</summary>
    private static List<Node> Longest(IEnumerable<Node> nodes)
    {
        List<Node> kept = [];
        foreach (Node node in nodes)
        {
            if (!kept.Exists(other => other.Reach.Dominates(node.Reach)))
            {
                kept.RemoveAll(other => node.Reach.Dominates(other.Reach));
                kept.Add(node);
            }
        }

        return kept;
    }

    /// <summary>What a state can become by one more window, at the first index that is not right.</summary>
    private IEnumerable<Node> Longer(Node node)
    {
        foreach (AccessFlags kind in Kinds)
        {
            ulong end = EndOf(kind, node);
            if (node.Reach.Of(kind) <= node.Start && end > node.Start)
            {
                yield return node.With(kind, end, this);
            }
        }
    }

    /// <summary>The first index behind the longest window of a kind that begins where a state is not right.</summary>
    private ulong EndOf(AccessFlags kind, Node node)
    {
        ulong end = (ulong)node.Start + limits.LargestRange;
        return kind == AccessFlags.ReadWrite && !limits.MayOverlap ? Math.Min(end, _nextOneWay[node.Run]) : end;
    }

    private static bool IsRight(AccessFlags needed, Reach reach, ulong index)
    {
        bool read = reach.Read > index;
        bool write = reach.Write > index;
        bool both = reach.Both > index;
        return needed switch
        {
            AccessFlags.Read => read || (both && write),
            AccessFlags.Write => write || (both && read),
            _ => both || (read && write),
        };
    }

    /// <summary>The first index at or behind a place that is not right under a reach.</summary>
    private (int Run, uint Index) FirstWrong(int run, ulong from, Reach reach)
    {
        for (; run < needs.Length; run++)
        {
            ulong index = Math.Max(from, needs[run].Run.First);
            while (index <= needs[run].Run.Last)
            {
                if (!IsRight(needs[run].Types, reach, index))
                {
                    return (run, (uint)index);
                }

                index = reach.EndBehind(index);
            }
        }

        return (run, 0);
    }

    /// <summary>A state of the search.</summary>
    /// <param name="Reach">How far the windows reach.</param>
    /// <param name="Run">The run of the first index that is not right; behind all runs if every one is.</param>
    /// <param name="Start">That index.</param>
    /// <param name="Last">The window that came last; none in the first state.</param>
    /// <param name="Before">The state before it.</param>
    private sealed record Node(Reach Reach, int Run, uint Start, Window Last, Node? Before)
    {
        public static Node First(WindowSearch search)
        {
            (int run, uint start) = search.FirstWrong(0, 0, default);
            return new Node(default, run, start, default, null);
        }

        public Node With(AccessFlags kind, ulong end, WindowSearch search)
        {
            Reach reach = Reach.With(kind, end);
            (int run, uint start) = search.FirstWrong(Run, Start, reach);
            IndexRun held = new(Start, (uint)Math.Min(end - 1, uint.MaxValue));
            return new Node(reach, run, start, new Window(kind, held), this);
        }

        public ImmutableArray<Window> Windows()
        {
            Stack<Window> windows = [];
            for (Node node = this; node.Before is not null; node = node.Before)
            {
                windows.Push(node.Last);
            }

            return [.. windows];
        }
    }
}
