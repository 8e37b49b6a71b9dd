using System.Text;
using static System.FormattableString;

namespace MsrSpec.Cli.Specifying;

/// <summary>A document as a page of markdown.</summary>
internal static class MarkdownPage
{
    private const int Width = 120;

    /// <summary>The page.</summary>
    /// <param name="blocks">The document.</param>
    /// <param name="origin">How the page is written, for a comment below its title.</param>
    public static string Print(IEnumerable<Block> blocks, string origin)
    {
        StringBuilder page = new();
        foreach (Block block in blocks)
        {
            page.Append(page.Length == 0 ? string.Empty : "\n");
            Append(page, block);
            if (block is Heading { Level: 1 })
            {
                page.Append(Invariant($"\n<!-- {origin} -->\n"));
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Block block)
    {
        switch (block)
        {
            case Heading heading:
                page.Append(Invariant($"{new string('#', heading.Level)} {heading.Text}\n"));
                break;
            case Paragraph paragraph:
                page.Append(TextWrap.Wrap(paragraph.Text, Width, string.Empty));
                break;
            case Bullets bullets:
                page.AppendJoin(string.Empty, bullets.Items.Select(item => TextWrap.Wrap("- " + item, Width, "  ")));
                break;
            case Grid grid:
                Append(page, grid);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(block.GetType().Name);
        }
    }

    private static void Append(StringBuilder page, Grid grid)
    {
        page.Append(Row(grid.Columns));
        page.Append(Row(grid.Columns.Select(_ => "---")));
        foreach (IReadOnlyList<string> row in grid.Rows)
        {
            page.Append(Row(row.Select((cell, column) => Cell(cell, grid.Code.Contains(column)))));
        }
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Cell(string text, bool isCode)
    {
        string escaped = text.Replace("|", "\\|", StringComparison.Ordinal);
        return string.Join(
            "<br>", escaped.Split('\n').Select(line => isCode && line.Length > 0 ? $"`{line}`" : line));
    }
}
