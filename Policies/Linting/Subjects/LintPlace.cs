using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>Where in an input something stands.</summary>
/// <param name="Line">The line, from 1; null where the input has none.</param>
/// <param name="Column">The column in it, from 1; null without a line.</param>
/// <param name="Offset">The offset of a byte, from 0; null in a text.</param>
/// <param name="Slot">
/// The number of the range among those that are installed together, from 0; null without one.
/// </param>
public sealed record LintPlace(int? Line, int? Column, int? Offset, int? Slot)
{
    /// <summary>The place as compilers write it.</summary>
    /// <param name="file">The name of the file.</param>
    public string Describe(string file) =>
        Line is null ? Invariant($"{file}: byte {Offset ?? 0}") : Invariant($"{file}:{Line}:{Column}");
}
