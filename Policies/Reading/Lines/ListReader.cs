namespace MsrSpec.Policies.Reading.Lines;

/// <summary>
/// Reads lists whose lines hold an index and an access with blanks between: <c>0x10 rw</c>, or as msr-safe has them,
/// with a mask of bits in the access's place. A comment of one word names the register.
/// </summary>
internal static class ListReader
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">Which of the two it is.</param>
    public static PolicyInput Read(string text, PolicyFormat format)
    {
        bool isMask = format == PolicyFormat.MsrSafe;
        string second = isMask ? "write mask" : $"access ({AccessText.Expected})";
        PolicyDraft draft = new(format);
        foreach (Field line in LineText.Significant(text).TakeWhile(_ => !draft.IsHopeless))
        {
            Field bare = LineText.WithoutComment(line);
            List<Field> words = LineText.Words(bare);
            if (words.Count == 1)
            {
                int end = words[0].Column - 1 + words[0].Text.Length;
                draft.Fail(bare.From(end).Problem($"behind '{ShownText.Of(words[0].Text)}' stands no {second}"));
            }
            else if (words.Count > 2)
            {
                draft.Fail(words[2].Problem(
                    $"'{ShownText.Of(words[2].Text)}' is too much: a line holds an index and its {second}"));
            }
            else
            {
                draft.Add(
                    words[0], isMask ? Rights.OfMask(words[1]) : Rights.Of(words[1]), LineText.NameIn(line));
            }
        }

        return draft.Finish();
    }
}
