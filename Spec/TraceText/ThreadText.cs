using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>The word in front of a command that says which thread carries it out: <c>thread1 ask-decision ...</c>.
/// </summary>
internal static class ThreadText
{
    /// <summary>The largest number of a thread.</summary>
    public const int MostThread = IThreadedMachine.MaxThreads - 1;

    /// <summary>Writes the word, with a blank behind it; nothing without a thread.</summary>
    public static string Print(int? thread) =>
        thread is { } number ? Invariant($"{Words.Thread}{number} ") : string.Empty;

    /// <summary>Reads the word if it is there.</summary>
    public static int? Parse(Cursor cursor)
    {
        int at = cursor.Position;
        if (!cursor.TryTakeKey(Words.Thread, out string number))
        {
            return null;
        }

        cursor.Pass();
        return (int)cursor.NumberIn(number, at + Words.Thread.Length, "a thread", MostThread);
    }
}
