using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Commands;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Of each kind of command the fields that a swarm draws. The others stay at their simplest value; they are sorted out
/// once, for a question about every field of every command is one that no processor predicts.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>The swarm features that decide which fields a sequence draws.</summary>
    private const Swarm Deciding =
        Swarm.CutBuffers | Swarm.PadWords | Swarm.FaultingForms | Swarm.OtherModes | Swarm.SecondVcpu;

    private static readonly Dictionary<Swarm, FieldTable> Tables =
        Swarms.SubsetsOf(Deciding).ToDictionary(swarm => swarm, swarm => new FieldTable(swarm));

    private readonly FieldPlace[][] _places;

    private FieldTable(Swarm swarm) => _places =
    [
        .. CommandDescriptions.All.Select(
            kind => Array.FindAll(CompactForm.PlacesOf(kind).ToArray(), place => Draws(swarm, place.Kind))),
    ];

    /// <summary>The table of a swarm; swarms that draw the same fields share one.</summary>
    public static FieldTable Of(Swarm swarm) => Tables[swarm & Deciding];

    /// <summary>The fields that are drawn of a kind, in their order.</summary>
    public ReadOnlySpan<FieldPlace> PlacesOf(CommandDescription kind) => _places[kind.Number];

    private static bool Draws(Swarm swarm, DomainKind domain) => domain switch
    {
        DomainKind.Readable or DomainKind.Missing => (swarm & Swarm.CutBuffers) != 0,
        DomainKind.Pad => (swarm & Swarm.PadWords) != 0,
        DomainKind.Privilege => (swarm & Swarm.FaultingForms) != 0,
        DomainKind.Mode => (swarm & Swarm.OtherModes) != 0,
        DomainKind.Vcpu => (swarm & Swarm.SecondVcpu) != 0,
        _ => true,
    };
}
