using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>Where a call stands.</summary>
/// <param name="Line">The line, from 1; null where the input has none.</param>
/// <param name="Place">The column, or without a line the offset of a byte.</param>
/// <param name="Text">The text of the line, if a field can be looked for in it.</param>
internal readonly record struct LintSource(int? Line, int Place, string Text)
{
    /// <summary>The place of the call.</summary>
    public LintPlace Whole => At(RangeField.Whole, null);

    /// <summary>The place of a field; that of the call where the field cannot be told apart.</summary>
    public LintPlace At(RangeField field, int? slot)
    {
        if (Line is null)
        {
            return new LintPlace(null, null, Place + OffsetOf(field), slot);
        }

        int found = Text.IndexOf(KeyOf(field), StringComparison.Ordinal);
        return new LintPlace(Line, field == RangeField.Whole || found < 0 ? Place : found + 1, null, slot);
    }

    /// <summary>The field as the trace language begins it.</summary>
    private static string KeyOf(RangeField field) => field switch
    {
        RangeField.Whole => string.Empty,
        RangeField.Flags => "flags=",
        RangeField.Count => "nmsrs=",
        RangeField.Base => "base=",
        RangeField.Pad => "pad=",
        RangeField.Bits => "bits=",
    };

    /// <summary>Both interfaces begin a range with the same words.</summary>
    private static int OffsetOf(RangeField field) => field switch
    {
        RangeField.Whole or RangeField.Flags or RangeField.Bits => AllowlistLayout.FlagsOffset,
        RangeField.Count => AllowlistLayout.CountOffset,
        RangeField.Base => AllowlistLayout.BaseOffset,
        RangeField.Pad => AllowlistLayout.PadOffset,
    };
}
