using System.Collections.Immutable;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.Arbitraries.Shape;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Ranges, bitmaps and headers, each as the call that asks for it; an index is that of an access.</summary>
internal static class RangeArbitraries
{
    /// <summary>A range.</summary>
    public static ArbitraryOf<(AllowlistRange Range, ReadingSet Readings)> Range { get; } = new(
        Of(1, CommandGenerators.Range),
        given => given.Commands is [var range] && IsRange(range),
        given => (Shape.Range(given.Last), given.Readings));

    /// <summary>A range and an index.</summary>
    public static ArbitraryOf<(AllowlistRange Range, uint Index, ReadingSet Readings)> WithIndex { get; } = new(
        Of(1, CommandGenerators.Range, Access),
        given => given.Commands is [var range, Command.Guest] && IsRange(range),
        given => (Shape.Range(given.Commands[0]), Index(given.Last), given.Readings));

    /// <summary>Two ranges.</summary>
    public static ArbitraryOf<(AllowlistRange Left, AllowlistRange Right, ReadingSet Readings)> Two { get; } = new(
        Of(1, CommandGenerators.Range, CommandGenerators.Range),
        given => given.Commands is [var left, var right] && IsRange(left) && IsRange(right),
        given => (Shape.Range(given.Commands[0]), Shape.Range(given.Commands[1]), given.Readings));

    /// <summary>Up to ten ranges that need not fit together, and an access.</summary>
    public static ArbitraryOf<(ImmutableArray<AllowlistRange> Ranges, GuestAccess Access, ReadingSet Readings)> Several
    {
        get;
    } = new(
        Of(1, CommandGenerators.Ranges, Access),
        given => given.Commands is [.. var ranges, Command.Guest] && ranges.All(IsRange),
        given => (
            [.. given.Before(1).Commands.Select(Shape.Range)], ((Command.Guest)given.Last).Access, given.Readings));

    /// <summary>A header with any four words.</summary>
    public static ArbitraryOf<AllowlistHeader> Header { get; } = new(
        Of(0, CommandGenerators.Of(Command.AddAllowlist.Kind)),
        given => given.Commands is [var call] && HasHeader(call),
        given => HeaderOf(given.Last));

    /// <summary>Two headers with any words.</summary>
    public static ArbitraryOf<(AllowlistHeader Left, AllowlistHeader Right)> TwoHeaders { get; } = new(
        Of(0, CommandGenerators.Of(Command.AddAllowlist.Kind), CommandGenerators.Of(Command.AddAllowlist.Kind)),
        given => given.Commands is [var left, var right] && HasHeader(left) && HasHeader(right),
        given => (HeaderOf(given.Commands[0]), HeaderOf(given.Commands[1])));

    private static bool HasHeader(Command command) => command is Command.AddAllowlist { Argument.HasHeader: true };

    private static AllowlistHeader HeaderOf(Command command) => ((Command.AddAllowlist)command).Argument.Header;

    private static uint Index(Command command) => ((Command.Guest)command).Access.Index;
}
