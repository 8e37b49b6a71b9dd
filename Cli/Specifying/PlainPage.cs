using System.Text;
using static System.FormattableString;

namespace MsrSpec.Cli.Specifying;

/// <summary>A document for a terminal: the rows of tables stand below one another, so that any width will do.</summary>
internal static class PlainPage
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The columns of a table that needs no heads: a word and what it means.</summary>
    private const int Pair = 2;

    /// <summary>The text.</summary>
    public static string Print(IEnumerable<Block> blocks)
    {
        StringBuilder page = new();
        foreach (Block block in blocks)
        {
            page.Append(page.Length == 0 ? string.Empty : "\n");
            Append(page, block);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Block block)
    {
        switch (block)
        {
            case Heading heading:
                char line = heading.Level == 1 ? '=' : heading.Level == 2 ? '-' : '.';
                page.Append(Invariant($"{heading.Text}\n{new string(line, heading.Text.Length)}\n"));
                break;
            case Paragraph paragraph:
                page.Append(TextWrap.Wrap(paragraph.Text, Width, string.Empty));
                break;
            case Bullets bullets:
                page.AppendJoin(string.Empty, bullets.Items.Select(item => TextWrap.Wrap("- " + item, Width, "  ")));
                break;
            case Grid grid:
                page.AppendJoin(string.Empty, grid.Rows.Select(row => Row(grid, row)));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    /// <summary>The first cell, then a line for each other one that says something.</summary>
    private static string Row(Grid grid, IReadOnlyList<string> row)
    {
        IEnumerable<string> rest = Enumerable.Range(1, row.Count - 1)
            .Where(column => row[column].Length > 0)
            .Select(column => row.Count == Pair ? row[column] : $"{grid.Columns[column]}: {row[column]}")
            .SelectMany(text => text.Split('\n').Select((line, place) => Line(line, isFirst: place == 0)));
        return $"{row[0]}\n{string.Concat(rest)}";
    }

    /// <summary>What stands in a further line of a cell goes on as deep as what is wrapped.</summary>
    private static string Line(string text, bool isFirst)
    {
        string indent = isFirst ? Indent : Indent + Indent;
        return indent + TextWrap.Wrap(text, Width - indent.Length, Indent + Indent);
    }
}
