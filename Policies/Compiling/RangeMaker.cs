using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Compiling;

/// <summary>Fills windows with the bits that decide as a policy does.</summary>
internal static class RangeMaker
{
    /// <summary>Ranges of windows; those for one direction stand in front.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="policy">What they are to decide.</param>
    public static ImmutableArray<AllowlistRange> Fill(ImmutableArray<Window> windows, MsrPolicy policy)
    {
        IndexSet reads = IndexSet.Of(
            windows.Where(window => window.Flags == AccessFlags.Read).Select(window => window.Run));
        return [.. windows.Select(window => Range(window, Bits(window, policy, reads)))];
    }

    /// <summary>A range that allows some of what it holds.</summary>
    public static AllowlistRange Range(Window window, IndexSet allowed)
    {
        AllowlistHeader header = new((uint)window.Flags, (uint)window.Run.Count, window.Run.First, 0);
        byte[] bitmap = new byte[header.BitmapSize];
        foreach (IndexRun run in allowed.Intersect(IndexSet.Of([window.Run])).Runs)
        {
            for (long bit = run.First - (long)window.Run.First; bit <= run.Last - (long)window.Run.First; bit++)
            {
                bitmap[bit / 8] |= (byte)(1 << (int)(bit % 8));
            }
        }

        return new AllowlistRange(window.Flags, header.Base, header.Count, [.. bitmap]);
    }

    /// <summary>
    /// The bits of a window. One for both directions says of an index what is to be read, unless a window for reads has
    /// taken that over: then what is to be written.
    /// </summary>
    private static IndexSet Bits(Window window, MsrPolicy policy, IndexSet reads) => window.Flags switch
    {
        AccessFlags.Read => policy.Read,
        AccessFlags.Write => policy.Write,
        _ => policy.Read.Except(reads).Union(policy.Write.Intersect(reads)),
    };
}
