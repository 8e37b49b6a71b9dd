using System.Text;

namespace MsrSpec.Cli.Specifying;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrap
{
    /// <summary>The text in lines that are no longer than the width, as far as its words allow.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The width in characters.</param>
    /// <param name="indent">What each line but the first begins with.</param>
    public static string Wrap(string text, int width, string indent)
    {
        StringBuilder lines = new();
        int used = 0;
        foreach (string word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > width)
            {
                lines.Append('\n').Append(indent);
                used = indent.Length;
            }
            else if (used > 0)
            {
                lines.Append(' ');
                used++;
            }

            lines.Append(word);
            used += word.Length;
        }

        return lines.Append('\n').ToString();
    }
}
