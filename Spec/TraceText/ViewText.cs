using System.Text;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// The text of a view, one line, with what was asked for. Printing and parsing are inverse to each other, for whatever
/// a machine may show of the indices; what it cannot show is written <c>?</c>.
/// </summary>
public static class ViewText
{
    /// <summary>What stands in the place of something that a machine cannot show.</summary>
    public const string Unknown = Words.Unknown;

    /// <summary>Writes a view on one line, its parts in a fixed order.</summary>
    public static string Print(Observation seen)
    {
        View view = seen.View;
        StringBuilder text = new(Invariant($"{Words.View} {Words.Vcpu}{seen.Vcpu}"));
        Append(ViewField.Slots, Words.Slots, Invariant($"{view.SlotsInUse}"));
        Append(ViewField.Lock, Words.LockState, ViewFieldText.Lock(view));
        Append(ViewField.Allocations, Words.Allocations, Invariant($"{view.LiveAllocations}"));
        Append(ViewField.UserSpaceMsr, Words.UserSpaceMsr, view.UserSpaceMsr ? Words.On : Words.Off);
        Append(ViewField.ExitPending, Words.ExitState, view.ExitPending ? Words.Yes : Words.No);
        Append(ViewField.Registers, Words.Registers, ViewFieldText.Registers(view.Registers));
        Append(ViewField.Msr, Invariant($"{Words.Msr} 0x{seen.Indices[0]:x}="), ViewFieldText.Msr(view));
        text.Append(' ').Append(Words.Decisions).Append(' ')
            .Append(ViewFieldText.Decisions(view, seen.Indices.AsSpan()));
        return text.ToString();

        void Append(ViewField field, string key, string value) =>
            text.Append(' ').Append(key).Append(view.Unknown.Contains(field) ? Words.Unknown : value);
    }

    /// <summary>Reads a view that is a whole line of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The number of the line, for errors.</param>
    public static Parsed<Observation> Parse(string text, int line)
    {
        Cursor cursor = new(text, line);
        Observation seen = new ViewParser(cursor).Parse();
        return cursor.Error is { } error ? error : seen;
    }
}
