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

    /// <summary>
    /// Moves all indices near one of them down by the same distance, which keeps ranges as they overlap; those that
    /// would end below zero stay.
    /// </summary>
    public static Command[] Moved(Command[] commands, ulong anchor, ulong distance) =>
        [.. commands.Select(command => Moved(command, anchor, distance))];

    private static Command Moved(Command command, ulong anchor, ulong distance)
    {
        CommandDescription kind = CommandDescription.Of(command);
        foreach (int field in IndicesOf(command))
        {
            ulong index = kind.Get(command, field).Number;
            bool isNear = index + Reach >= anchor && index <= anchor + Reach;
            if (isNear && index >= distance)
            {
                command = kind.With(command, field, new FieldValue(index - distance));
            }
        }

        return command;
    }
}
