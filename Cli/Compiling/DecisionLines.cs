using System.Collections.Immutable;
using MsrSpec.Policies;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Reading;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using static System.FormattableString;

namespace MsrSpec.Cli.Compiling;

/// <summary>
/// The answers of a policy as lines. A register with a name has one of its own; neighbours without names that are
/// answered alike share one.
/// </summary>
/// <param name="input">The policy.</param>
internal sealed class DecisionLines(PolicyInput input)
{
    private static readonly ImmutableArray<uint> Known = [.. MsrNames.All.Select(name => name.Index).Distinct()];

    private readonly MsrPolicy _policy = input.Policy!;
    private readonly RegisterNames _names = new(input.Names);

    /// <summary>The line of one register.</summary>
    public string Of(uint index) => Of(new IndexRun(index, index));

    /// <summary>The lines of all registers that are decided otherwise than by the default, then the default.</summary>
    public IEnumerable<string> All()
    {
        PolicyListing listing = PolicyListing.Of(_policy);
        foreach ((IndexRun run, _) in listing.Lines)
        {
            foreach (IndexRun part in Parts(run))
            {
                yield return Of(part);
            }
        }

        string read = (listing.Default & AccessFlags.Read) != 0 ? "allowed" : "denied";
        string write = (listing.Default & AccessFlags.Write) != 0 ? "allowed" : "denied";
        yield return Line("all others", string.Empty, read, write);
    }

    private string Of(IndexRun run)
    {
        AccessFlags allowed = _policy.Allowed(run.First);
        return Line(
            run.ToString(), _names.Of(run) ?? string.Empty,
            RegisterAnswer.Of(run.First, AccessFlags.Read, (allowed & AccessFlags.Read) != 0),
            RegisterAnswer.Of(run.First, AccessFlags.Write, (allowed & AccessFlags.Write) != 0));
    }

    private static string Line(string indices, string name, string read, string write) =>
        Invariant($"{indices,-21}  {name,-24}  read {read,-7}  write {write}");

    /// <summary>A run cut at the registers with names, and at the ends of the x2APIC range.</summary>
    private IEnumerable<IndexRun> Parts(IndexRun run)
    {
        IEnumerable<IndexRun> named = Known.Concat(input.Names.Keys).Where(run.Contains)
            .Select(index => new IndexRun(index, index));
        IndexSet alone = IndexSet.Of(named);
        IndexSet others = IndexSet.Of([run]).Except(IndexSet.Of(named));
        IndexSet x2Apic = IndexSet.Of([new IndexRun(Msr.X2ApicFirst, Msr.X2ApicLast)]);
        return alone.Runs.SelectMany(Single).Concat(others.Intersect(x2Apic).Runs).Concat(others.Except(x2Apic).Runs)
            .OrderBy(part => part.First);
    }

    private static IEnumerable<IndexRun> Single(IndexRun run)
    {
        for (long index = run.First; index <= run.Last; index++)
        {
            yield return new IndexRun((uint)index, (uint)index);
        }
    }
}
