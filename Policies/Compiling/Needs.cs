using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>What ranges must speak of, in both directions.</summary>
/// <param name="Read">The indices whose reads the default decides otherwise than wanted.</param>
/// <param name="Write">Those whose writes it does.</param>
internal sealed record Needs(IndexSet Read, IndexSet Write)
{
    /// <summary>The same as runs that are alike in both directions, in ascending order.</summary>
    public ImmutableArray<NeedRun> Runs { get; } =
    [
        .. Of(Read.Intersect(Write), AccessFlags.ReadWrite)
            .Concat(Of(Read.Except(Write), AccessFlags.Read))
            .Concat(Of(Write.Except(Read), AccessFlags.Write))
            .OrderBy(need => need.Run.First),
    ];

    /// <summary>What a policy needs beyond a default.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="defaultAllows">What the default decides.</param>
    /// <param name="exempt">The indices that the interface decides whatever is said.</param>
    public static Needs Of(MsrPolicy policy, bool defaultAllows, IndexSet exempt)
    {
        IndexSet Beyond(IndexSet wanted) => (defaultAllows ? wanted.Complement : wanted).Except(exempt);
        return new Needs(Beyond(policy.Read), Beyond(policy.Write));
    }

    /// <summary>In one direction.</summary>
    public IndexSet In(AccessFlags type) => type == AccessFlags.Read ? Read : Write;

    /// <summary>The fewest ranges that hold what one direction needs: no answer has fewer.</summary>
    /// <param name="type">The direction.</param>
    /// <param name="largest">How many indices a range can hold.</param>
    public long Fewest(AccessFlags type, uint largest)
    {
        long count = 0;
        ulong end = 0;
        foreach (IndexRun run in In(type).Runs)
        {
            ulong first = Math.Max(end, run.First);
            if (first <= run.Last)
            {
                ulong more = (run.Last - first + largest) / largest;
                count += (long)more;
                end = first + (more * largest);
            }
        }

        return count;
    }

    private static IEnumerable<NeedRun> Of(IndexSet set, AccessFlags types) =>
        set.Runs.Select(run => new NeedRun(run, types));
}
