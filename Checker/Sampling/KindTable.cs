using CsCheck;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// The kinds of command that a sequence with some themes may have, as often as their descriptions say.
/// </summary>
internal sealed class KindTable
{
    /// <summary>The parts in which descriptions count their shares.</summary>
    private const int Parts = 128;

    /// <summary>Of five slots, those of the commands that are about ranges.</summary>
    private const int FifthsOfRanges = 1;
    private const int FifthsWhereMostlyAdds = 3;
    private const int Fifths = 5;
    private const int Slots = Fifths * Parts;

    /// <summary>The swarm features that decide which themes a sequence has.</summary>
    private const Swarm Deciding =
        Swarm.FailedAllocations | Swarm.Destruction | Swarm.Deflection | Swarm.HostAccesses | Swarm.MostlyAdds
        | Swarm.Ranges | Swarm.Filters;

    /// <summary>
    /// Of eight commands that set filters up: half of them slots, so that a filter has one or two ranges; and a call of
    /// the other interface now and then.
    /// </summary>
    private static readonly CommandDescription[] FilterKinds =
    [
        .. Enumerable.Repeat(Command.WriteFilterSlot.Kind, 4), .. Enumerable.Repeat(Command.SetFilter.Kind, 3),
        Command.AddAllowlist.Kind,
    ];

    private static readonly Dictionary<Swarm, KindTable> Tables =
        Swarms.SubsetsOf(Deciding).ToDictionary(swarm => swarm, swarm => new KindTable(swarm));

    /// <summary>
    /// The number of a kind for each slot: a byte, so that the tables of all swarms stay in the cache.
    /// </summary>
    private readonly byte[] _slots;

    private KindTable(Swarm swarm)
    {
        CommandDescription[] kinds = [.. CommandDescriptions.All.Where(kind => Allows(swarm, kind.Theme))];
        CommandDescription[] ranges = [.. kinds.Where(kind => kind.Theme == CommandTheme.Ranges)];
        CommandDescription[] others = Fill([.. kinds.Except(ranges)]);
        ranges = ranges.Length > 0 && (swarm & Swarm.Filters) != 0 ? FilterKinds : ranges;
        int fifths = (swarm & Swarm.MostlyAdds) != 0 ? FifthsWhereMostlyAdds : FifthsOfRanges;
        int rangeSlots = ranges.Length == 0 ? 0 : Parts * fifths;
        _slots =
        [
            .. Enumerable.Range(0, rangeSlots).Select(slot => NumberOf(ranges[slot % ranges.Length])),
            .. Enumerable.Range(0, Slots - rangeSlots).Select(slot => NumberOf(others[slot % Parts])),
        ];
    }

    /// <summary>The table of a swarm, of which few features decide.</summary>
    public static KindTable Of(Swarm swarm) => Tables[swarm & Deciding];

    /// <summary>Draws a kind, each as often as its share says.</summary>
    public CommandDescription Draw(PCG random) => CommandDescriptions.All[_slots[random.Below(Slots)]];

    private static byte NumberOf(CommandDescription kind) => (byte)kind.Number;

    private static bool Allows(Swarm swarm, CommandTheme theme) => theme switch
    {
        CommandTheme.Accesses or CommandTheme.Mediation or CommandTheme.Questions => true,
        CommandTheme.Ranges => (swarm & Swarm.Ranges) != 0,
        CommandTheme.Filters => false,
        CommandTheme.HostAccesses => (swarm & Swarm.HostAccesses) != 0,
        CommandTheme.Deflection => (swarm & Swarm.Deflection) != 0,
        CommandTheme.Failures => (swarm & Swarm.FailedAllocations) != 0,
        CommandTheme.Endings => (swarm & Swarm.Destruction) != 0,
    };

    /// <summary>A kind for each part; kinds without a share of their own take what is left in turn.</summary>
    private static CommandDescription[] Fill(CommandDescription[] kinds)
    {
        CommandDescription[] shared = [.. kinds.SelectMany(kind => Enumerable.Repeat(kind, kind.Share))];
        CommandDescription[] rest = [.. kinds.Where(kind => kind.Share == 0)];
        return [.. shared, .. Enumerable.Range(0, Parts - shared.Length).Select(part => rest[part % rest.Length])];
    }
}
