using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Draws commands by what is known of their kinds, as parts of an input.</summary>
internal static class CommandGenerators
{
    private const int MostOfAHistory = 12;

    private static readonly CommandDescription Add = Command.AddAllowlist.Kind;

    private static readonly Gen<Func<uint[], Command>> AnyRange = OfFields(
        Add,
        FieldGenerators.Anywhere(Gen.Frequency((1, Gen.Constant(0UL)), (9, Gen.Elements<ulong>(1, 2, 3, 3)))),
        FieldGenerators.Anywhere(FieldGenerators.RangeCount),
        FieldGenerators.Of(Domains.Base),
        FieldGenerators.Of(Domains.Bitmap));

    /// <summary>A call that asks for a range and is refused for nothing that every dialect refuses.</summary>
    public static Gen<Part> Range { get; } = One(AnyRange);

    /// <summary>Up to ten such calls; every fifth time ten narrow ones side by side, which fill a table.</summary>
    public static Gen<Part> Ranges { get; } = Gen.Frequency(
        (4, Gen.Choose(0, AllowlistLayout.Slots).SelectMany(size => Gen.ArrayOf(AnyRange, size)).Select(All)),
        (1, Gen.Zip(Gen.Elements<ulong>(1, 2, 3), Gen.Choose(0, 1 << AllowlistLayout.Slots), SideBySide)));

    /// <summary>Short sequences as the checker draws them; FsCheck chooses the seed.</summary>
    public static Gen<Part> History { get; } = Gen.Choose(0, int.MaxValue)
        .Select(seed => new SequenceGenerator(MostOfAHistory).Generate(new CsCheck.PCG(0, (ulong)seed), null, out _))
        .Select<Command[], Part>(history => _ => [.. history]);

    /// <summary>One command of some kinds, with every field at the edges of its domain.</summary>
    public static Gen<Part> Of(params IEnumerable<CommandDescription> kinds) => One(Gen.OneOf(kinds.Select(
        kind => OfFields(kind, [.. kind.FieldDomains.Select(FieldGenerators.Of)]))));

    /// <summary>Commands that stand there every other time.</summary>
    public static Gen<Part> Perhaps(Gen<Part> part) =>
        Gen.OneOf(part, Gen.Constant<Part>(_ => []));

    private static Gen<Part> One(Gen<Func<uint[], Command>> command) =>
        command.Select<Func<uint[], Command>, Part>(make => anchors => [make(anchors)]);

    private static Gen<Func<uint[], Command>> OfFields(
        CommandDescription kind, params Gen<Func<uint[], ulong>>[] fields) =>
        Gen.CollectToArray(fields).Select<Func<uint[], ulong>[], Func<uint[], Command>>(
            numbers => anchors => Make(kind, numbers.Select(number => number(anchors))));

    private static Part All(Func<uint[], Command>[] commands) =>
        anchors => [.. commands.Select(make => make(anchors))];

    private static Part SideBySide(ulong flags, int bits) => anchors =>
    [
        .. Enumerable.Range(0, AllowlistLayout.Slots).Select(
            slot => Make(Add, flags, 1, unchecked(anchors[0] + (uint)slot), (ulong)(bits >> slot) & 1)),
    ];

    private static Command Make(CommandDescription kind, params IEnumerable<ulong> numbers)
    {
        FieldValues values = new();
        foreach ((int field, ulong number) in numbers.Index())
        {
            values[field] = number;
        }

        return kind.Make(values);
    }
}
