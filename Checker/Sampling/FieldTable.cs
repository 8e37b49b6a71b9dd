using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Commands;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Of each kind of command the fields that a swarm draws. The others stay at their simplest value; they are sorted out
/// once, for a question about every field of every command is one that no processor predicts.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>The domains that are there only with a feature of the swarm.</summary>
    private static readonly Dictionary<DomainKind, Swarm> Features = new()
    {
        [DomainKind.Readable] = Swarm.CutBuffers,
        [DomainKind.Pad] = Swarm.PadWords,
        [DomainKind.Privilege] = Swarm.FaultingForms,
        [DomainKind.Mode] = Swarm.OtherModes,
        [DomainKind.Vcpu] = Swarm.SecondVcpu,
    };

    private static readonly Swarm Deciding =
        Features.Values.Aggregate(Swarm.None, (features, feature) => features | feature);

    private static readonly Dictionary<Swarm, FieldTable> Tables =
        Swarms.SubsetsOf(Deciding).ToDictionary(swarm => swarm, swarm => new FieldTable(swarm));

    private readonly FieldPlace[][] _places;

    private FieldTable(Swarm swarm) => _places =
    [
        .. CommandDescriptions.All.Select(
            kind => CompactForm.PlacesOf(kind).ToArray().Where(place => Draws(swarm, place.Kind)).ToArray()),
    ];

    /// <summary>The table of a swarm; swarms that draw the same fields share one.</summary>
    public static FieldTable Of(Swarm swarm) => Tables[swarm & Deciding];

    /// <summary>The fields that are drawn of a kind, in their order.</summary>
    public ReadOnlySpan<FieldPlace> PlacesOf(CommandDescription kind) => _places[kind.Number];

    private static bool Draws(Swarm swarm, DomainKind domain) =>
        !Features.TryGetValue(domain, out Swarm feature) || (swarm & feature) != 0;
}
