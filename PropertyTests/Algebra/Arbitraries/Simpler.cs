using System.Collections.Immutable;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>
/// What is simpler than some commands: fewer of them, the same ones at lower indices, one of them with a field that its
/// domain calls simpler; and dialects that are nearer to the sound one. Everything is smaller in one way and larger in
/// none, so that shrinking ends.
/// </summary>
internal static class Simpler
{
    private const int BitsOfAValue = 64;
    private const int BitsOfAByte = 8;

    /// <summary>Candidates for shrinking, those that leave out most first; each is made when it is asked for.</summary>
    public static IEnumerable<Given> Than(Given given) =>
        With(given, Fewer(given.Commands).Concat(Lower(given.Commands)))
            .Concat(Sounder(given.Dialects).Select(dialects => given with { Dialects = dialects }))
            .Concat(With(given, Plainer(given.Commands).Concat(Alike(given.Commands))))
            .Concat(With(given, Reads(given.Commands).Concat(Later(given.Commands))));

    private static IEnumerable<Given> With(Given given, IEnumerable<ImmutableArray<Command>> simpler) =>
        from commands in simpler
        where !commands.AsSpan().SequenceEqual(given.Commands.AsSpan())
        select given with { Commands = commands };

    private static IEnumerable<ImmutableArray<Command>> Fewer(ImmutableArray<Command> commands)
    {
        for (int size = commands.Length; size > 0; size /= 2)
        {
            for (int start = 0; start + size <= commands.Length; start += size)
            {
                yield return commands.RemoveRange(start, size);
            }
        }
    }

    /// <summary>Indices that are near one another move together, so that ranges keep what they share.</summary>
    private static IEnumerable<ImmutableArray<Command>> Lower(ImmutableArray<Command> commands) =>
        from anchor in commands.SelectMany(Neighbourhood.Of).Distinct()
        from distance in Halves(anchor)
        select Neighbourhood.Moved([.. commands], anchor, distance).ToImmutableArray();

    private static IEnumerable<ImmutableArray<Command>> Plainer(ImmutableArray<Command> commands) =>
        from place in Places(commands)
        from value in Plainer(place.Domain, place.Value)
        let simpler = With(commands[place.Position], place.Field, value)
        where IsNoLarger(simpler, place.Field, place.Value)
        select commands.SetItem(place.Position, simpler);

    /// <summary>Fields of several commands that hold the same become simpler together.</summary>
    private static IEnumerable<ImmutableArray<Command>> Alike(ImmutableArray<Command> commands) =>
        from place in Places(commands).GroupBy(place => (place.Domain, place.Value.Number))
        where place.Count() > 1
        from value in Plainer(place.Key.Domain, place.First().Value)
        let alike = place.Aggregate(
            commands, (all, at) => all.SetItem(at.Position, With(all[at.Position], at.Field, value)))
        where place.All(at => IsNoLarger(alike[at.Position], at.Field, at.Value))
        select alike;

    private static Command With(Command command, int field, FieldValue value) =>
        CommandDescription.Of(command).With(command, field, value);

    /// <summary>
    /// A buffer that is cut in its header is told from its start, however it came to be: its number may be larger than
    /// the one that it was made of.
    /// </summary>
    private static bool IsNoLarger(Command command, int field, FieldValue than) =>
        CommandDescription.Of(command).Get(command, field).Number <= than.Number;

    private static IEnumerable<(int Position, int Field, Domain Domain, FieldValue Value)> Places(
        ImmutableArray<Command> commands) =>
        from position in Enumerable.Range(0, commands.Length)
        let kind = CommandDescription.Of(commands[position])
        from field in Enumerable.Range(0, kind.Fields.Length).OrderBy(field => kind.FieldDomains[field].Kind)
        select (position, field, kind.FieldDomains[field], kind.Get(commands[position], field));

    /// <summary>Reads in place of writes.</summary>
    private static IEnumerable<ImmutableArray<Command>> Reads(ImmutableArray<Command> commands) =>
        from position in Enumerable.Range(0, commands.Length)
        let write = commands[position] as Command.Guest
        where write is { Access.IsRead: false }
        select commands.SetItem(
            position, write with { Access = write.Access with { Type = AccessFlags.Read, Value = 0 } });

    /// <summary>Ranges that end where they did and begin later; what was accessed before that moves along.</summary>
    private static IEnumerable<ImmutableArray<Command>> Later(ImmutableArray<Command> commands) =>
        from position in Enumerable.Range(0, commands.Length)
        let argument = (commands[position] as Command.AddAllowlist)?.Argument
        where argument is { HasHeader: true }
        let header = argument.Header
        from less in Halves(Math.Min(header.Count, uint.MaxValue - header.Base))
        let later = Neighbourhood.Narrowed(commands[position], header.Count - less)
        select commands.Select(command => Follow(command, header.Base, header.Base + (uint)less)).ToImmutableArray()
            .SetItem(position, later);

    private static Command Follow(Command command, uint from, uint to) =>
        command is Command.Guest guest && guest.Access.Index >= from && guest.Access.Index < to
            ? guest with { Access = guest.Access with { Index = to } }
            : command;

    /// <summary>
    /// What the domain names; where it is ordered, what bisection would try; and of 64 bits, all but one that is set,
    /// and all bytes but the lowest.
    /// </summary>
    private static IEnumerable<FieldValue> Plainer(Domain domain, FieldValue value)
    {
        IEnumerable<ulong> lower = domain.IsOrdered ? Halves(value.Number).Select(less => value.Number - less) : [];
        IEnumerable<ulong> fewer =
            domain.Width == BitsOfAValue ? WithoutABit(value.Number).Append(value.Number >> BitsOfAByte) : [];
        return domain.Simpler(value).Concat(lower.Concat(fewer).Select(number => new FieldValue(number)));
    }

    private static IEnumerable<ulong> WithoutABit(ulong number) =>
        from bit in Enumerable.Range(0, BitsOfAValue)
        let mask = 1UL << (BitsOfAValue - 1 - bit)
        where (number & mask) != 0
        select number & ~mask;

    /// <summary>A number, its half, a quarter of it and so on down to 1.</summary>
    private static IEnumerable<ulong> Halves(ulong number)
    {
        for (; number > 0; number /= 2)
        {
            yield return number;
        }
    }

    private static IEnumerable<ImmutableArray<ReadingSet>> Sounder(ImmutableArray<ReadingSet> dialects) =>
        from position in Enumerable.Range(0, dialects.Length)
        from reading in ReadingText.Others(dialects[position])
        select dialects.SetItem(position, reading.WithChoiceOf(dialects[position], Dialect.Sound.Readings));
}
