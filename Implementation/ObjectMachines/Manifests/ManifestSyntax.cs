using System.Collections.Immutable;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>Reads the TOML of a manifest: tables of strings and of arrays of strings.</summary>
/// <param name="file">The file's name, for messages.</param>
internal sealed class ManifestSyntax(string file)
{
    private readonly ImmutableArray<ManifestLine>.Builder _lines = ImmutableArray.CreateBuilder<ManifestLine>();

    /// <summary>What is wrong with it first, with its place; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads a text.</summary>
    public ImmutableArray<ManifestLine> Read(string text)
    {
        DocumentSyntax document = SyntaxParser.Parse(text, file, validate: true);
        if (document.Diagnostics.FirstOrDefault() is { } wrong)
        {
            Problem = $"{PlaceOf(wrong.Span)}: {wrong.Message.ReplaceLineEndings(" ")}";
            return [];
        }

        ReadLines(string.Empty, document.KeyValues);
        foreach (TableSyntaxBase table in document.Tables)
        {
            ManifestText? name = table is TableSyntax ? NameOf(table.Name) : null;
            if (name is null)
            {
                Problem ??= $"{PlaceOf(table.Span)}: a table is expected, such as [entries]";
                continue;
            }

            ReadLines(name.Text, table.Items);
        }

        return _lines.ToImmutable();
    }

    private void ReadLines(string table, IEnumerable<SyntaxNode> items)
    {
        foreach (KeyValueSyntax item in items.OfType<KeyValueSyntax>())
        {
            if (NameOf(item.Key) is not { } key)
            {
                Problem ??= $"{PlaceOf(item.Span)}: a key with a dot in it stands in quotes";
                return;
            }

            ValueSyntax[] values = item.Value is ArraySyntax array
                ? [.. array.Items.Select(element => element.Value).OfType<ValueSyntax>()]
                : [item.Value!];
            if (values.FirstOrDefault(value => value is not StringValueSyntax) is { } other)
            {
                Problem ??= $"{PlaceOf(other.Span)}: a text in quotes is expected";
                return;
            }

            _lines.Add(new ManifestLine(
                table, key,
                [.. values.Cast<StringValueSyntax>().Select(value => TextOf(value.Value!, value.Span))],
                item.Value is ArraySyntax));
        }
    }

    private ManifestText? NameOf(KeySyntax? key) => key switch
    {
        { DotKeys.ChildrenCount: > 0 } => null,
        { Key: BareKeySyntax bare } => TextOf(bare.Key!.Text!, key.Span),
        { Key: StringValueSyntax quoted } => TextOf(quoted.Value!, key.Span),
        _ => null,
    };

    private ManifestText TextOf(string text, SourceSpan span) => new(text, PlaceOf(span));

    private string PlaceOf(SourceSpan span) =>
        FormattableString.Invariant($"{file}:{span.Start.Line + 1}:{span.Start.Column + 1}");
}
