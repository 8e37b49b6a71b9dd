using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// The text of a schedule: who goes on, one after the other, and up to which named point:
/// <c>thread0 until vm_ioctl+0x1b5, thread1, thread0</c>. Behind <c>#</c> stands which time it is that the thread comes
/// to the point.
/// </summary>
public static class ScheduleText
{
    private const string Buffer = "buffer";
    private const char Occurrence = '#';
    private const char Separator = ',';

    /// <summary>Writes a schedule.</summary>
    public static string Print(IEnumerable<ScheduleStretch> schedule) =>
        string.Join(Separator + " ", schedule.Select(Print));

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The number of its line, for errors.</param>
    /// <param name="column">The column that it begins in, from 1 on.</param>
    /// <param name="error">What is wrong, or null.</param>
    internal static ImmutableArray<ScheduleStretch> Parse(string text, int line, int column, out ParseError? error)
    {
        ImmutableArray<ScheduleStretch>.Builder schedule = ImmutableArray.CreateBuilder<ScheduleStretch>();
        foreach (string part in text.Split(Separator))
        {
            Cursor cursor = new(part, line);
            ScheduleStretch stretch = Parse(cursor);
            cursor.ExpectEnd();
            if (cursor.Error is { } wrong)
            {
                error = wrong with { Column = wrong.Column + column - 1 };
                return [];
            }

            schedule.Add(stretch);
            column += part.Length + 1;
        }

        error = null;
        return schedule.ToImmutable();
    }

    private static string Print(ScheduleStretch stretch)
    {
        string who = Invariant($"{(stretch.IsBuffer ? Buffer : Words.Thread)}{stretch.Thread}");
        string which = stretch.Occurrence > 1 ? Invariant($"{Occurrence}{stretch.Occurrence}") : string.Empty;
        return stretch.Until is { } until ? $"{who} {Words.Until} {until}{which}" : who;
    }

    private static ScheduleStretch Parse(Cursor cursor)
    {
        int at = cursor.Position;
        string word = cursor.Word("thread0, or buffer0");
        bool isBuffer = word.StartsWith(Buffer, StringComparison.Ordinal);
        string key = isBuffer ? Buffer : Words.Thread;
        int thread = 0;
        if (word.StartsWith(key, StringComparison.Ordinal))
        {
            thread = (int)cursor.NumberIn(word[key.Length..], at + key.Length, "a thread", ThreadText.MostThread);
        }
        else
        {
            cursor.FailAt(at, $"expected thread0, or buffer0, found '{word}'");
        }

        return cursor.TryTake(Words.Until)
            ? ParsePoint(cursor, thread, isBuffer)
            : new ScheduleStretch(thread, isBuffer, Until: null, 1);
    }

    private static ScheduleStretch ParsePoint(Cursor cursor, int thread, bool isBuffer)
    {
        int at = cursor.Position;
        string point = cursor.Word("the name of a point");
        int mark = point.LastIndexOf(Occurrence);
        if (mark < 0)
        {
            return new ScheduleStretch(thread, isBuffer, point, 1);
        }

        int occurrence = (int)cursor.NumberIn(point[(mark + 1)..], at + mark + 1, "a time", int.MaxValue);
        if (occurrence == 0)
        {
            cursor.FailAt(at + mark + 1, "times are counted from 1 on");
        }

        return new ScheduleStretch(thread, isBuffer, point[..mark], occurrence);
    }
}
