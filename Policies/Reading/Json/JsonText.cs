using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>Reads a JSON text into items that know where they stand.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="item">Its one value.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(string text, out JsonItem? item)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));
        LineStarts lines = new(bytes);
        item = null;
        try
        {
            Utf8JsonReader reader = new(bytes, Options);
            reader.Read();
            item = Take(ref reader, lines);
            reader.Read();
            return WhyNot(item);
        }
        catch (JsonException wrong)
        {
            return lines.At((int)(wrong.LineNumber ?? 0), (int)(wrong.BytePositionInLine ?? 0))
                .Problem($"no JSON: {Sentence(wrong.Message)}");
        }
    }

    /// <summary>
    /// The first sentence of the reader's message. It begins with the whole word that is none, in quotes, which can be
    /// all of the text's rest: of that, as much as other messages show.
    /// </summary>
    private static string Sentence(string message)
    {
        int end = message.StartsWith('\'') ? Math.Max(0, message.LastIndexOf("' is ", StringComparison.Ordinal)) : 0;
        string word = end == 0 ? string.Empty : $"'{ShownText.Of(message[1..end])}";
        return word + message[end..].Split(". ")[0].TrimEnd('.');
    }

    /// <summary>
    /// What is wrong with the first member whose name its object has already: nobody can tell which one is meant.
    /// </summary>
    private static PolicyProblem? WhyNot(JsonItem item)
    {
        HashSet<string> names = [];
        return item.Members
            .Select(member => names.Add(member.Name)
                ? WhyNot(member.Item)
                : member.Item.Where.Problem($"'{ShownText.Of(member.Name)}' is there twice"))
            .Concat(item.Items.Select(WhyNot))
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static JsonItem Take(ref Utf8JsonReader reader, LineStarts lines)
    {
        Field where = lines.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return TakeObject(ref reader, lines, where);
            case JsonTokenType.StartArray:
                return TakeArray(ref reader, lines, where);
            case JsonTokenType.String:
                return new(JsonKind.String, where with { Text = TextOf(ref reader) }, [], []);
            default:
                string text = Encoding.UTF8.GetString(reader.ValueSpan);
                JsonKind kind = reader.TokenType == JsonTokenType.Number ? JsonKind.Number : JsonKind.Word;
                return new(kind, where with { Text = text }, [], []);
        }
    }

    /// <summary>A string's text; one that stands for no Unicode text at all is empty.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }

    private static JsonItem TakeObject(ref Utf8JsonReader reader, LineStarts lines, Field where)
    {
        ImmutableArray<(string Name, JsonItem Item)>.Builder members =
            ImmutableArray.CreateBuilder<(string Name, JsonItem Item)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = TextOf(ref reader);
            reader.Read();
            members.Add((name, Take(ref reader, lines)));
        }

        return new(JsonKind.Object, where, members.DrainToImmutable(), []);
    }

    private static JsonItem TakeArray(ref Utf8JsonReader reader, LineStarts lines, Field where)
    {
        ImmutableArray<JsonItem>.Builder items = ImmutableArray.CreateBuilder<JsonItem>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Take(ref reader, lines));
        }

        return new(JsonKind.Array, where, [], items.DrainToImmutable());
    }
}
