using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>The indices of a sequence that are near one of them.</summary>
internal static class Neighbourhood
{
    private const ulong Reach = 0x4000;

    /// <summary>The fields of a command that hold an index.</summary>
    public static IEnumerable<int> IndicesOf(Command command)
    {
        CommandDescription kind = CommandDescription.Of(command);
        return Enumerable.Range(0, kind.FieldDomains.Length).Where(field => kind.FieldDomains[field].IsMovable);
    }

    /// <summary>The indices that a command holds.</summary>
    public static IEnumerable<ulong> Of(Command command) =>
        IndicesOf(command).Select(field => CommandDescription.Of(command).Get(command, field).Number);

    /// <summary>Whether an index has others near it: alone it is made low like any number.</summary>
    public static bool HasOthers(Command[] commands, ulong anchor) =>
        commands.SelectMany(Of).Count(index => IsNear(index, anchor)) > 1;

    /// <summary>
    /// Moves all indices near one of them down by the same distance, which keeps ranges as they overlap; those that
    /// would end below zero stay.
    /// </summary>
    public static Command[] Moved(Command[] commands, ulong anchor, ulong distance) =>
        [.. commands.Select(command => Moved(command, anchor, distance))];

    /// <summary>A call that adds a range, which has fewer MSRs and ends where it did.</summary>
    /// <param name="command">The call; its argument has a header.</param>
    /// <param name="count">How many MSRs the range is to have.</param>
    public static Command Narrowed(Command command, ulong count)
    {
        CommandDescription kind = CommandDescription.Of(command);
        Touch range = Touch.Of(command);
        ulong start = (uint)(range.Index + (range.Count - count));
        Command narrow = kind.With(command, DomainKind.Count, new FieldValue(count));
        return kind.With(narrow, DomainKind.Base, new FieldValue(start));
    }

    private static Command Moved(Command command, ulong anchor, ulong distance)
    {
        CommandDescription kind = CommandDescription.Of(command);
        foreach (int field in IndicesOf(command))
        {
            ulong index = kind.Get(command, field).Number;
            if (IsNear(index, anchor) && index >= distance)
            {
                command = kind.With(command, field, new FieldValue(index - distance));
            }
        }

        return command;
    }

    private static bool IsNear(ulong index, ulong anchor) => index + Reach >= anchor && index <= anchor + Reach;
}
