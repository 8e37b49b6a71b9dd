using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MsrSpec.Policies.Reading.Json;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Printing;

/// <summary>Writes policies in forms that the readers read back as the same policy.</summary>
public static class PolicyPrinter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As lines of an index and an access, with names as comments.</summary>
    public static string Msrs(MsrPolicy policy, RegisterNames names)
    {
        PolicyListing listing = PolicyListing.Of(policy);
        StringBuilder text = new();
        if (listing.Default != AccessFlags.None || listing.Lines.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"{PolicyDraft.Default} {AccessText.Print(listing.Default)}\n");
        }

        foreach ((IndexRun run, AccessFlags access) in listing.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{run} {AccessText.Print(access)}");
            text.Append(names.Of(run) is { } name ? $"  # {name}\n" : "\n");
        }

        return text.ToString();
    }

    /// <summary>As a table with commas, whose first line names the columns.</summary>
    public static string Csv(MsrPolicy policy, RegisterNames names)
    {
        PolicyListing listing = PolicyListing.Of(policy);
        StringBuilder text = new("index,access,name\n");
        text.Append(CultureInfo.InvariantCulture, $"{PolicyDraft.Default},{AccessText.Print(listing.Default)},\n");
        foreach ((IndexRun run, AccessFlags access) in listing.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{run},{AccessText.Print(access)},{names.Of(run)}\n");
        }

        return text.ToString();
    }

    /// <summary>As an object.</summary>
    public static string Json(MsrPolicy policy, RegisterNames names)
    {
        PolicyListing listing = PolicyListing.Of(policy);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString(PolicyDraft.Default, AccessText.Print(listing.Default));
            writer.WriteStartArray(PolicyJson.Registers);
            foreach ((IndexRun run, AccessFlags access) in listing.Lines)
            {
                writer.WriteStartObject();
                writer.WriteString(PolicyJson.Index, run.ToString());
                writer.WriteString(PolicyJson.Access, AccessText.Print(access));
                if (names.Of(run) is { } name)
                {
                    writer.WriteString(PolicyJson.Name, name);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
