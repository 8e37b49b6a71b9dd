using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Reading.Json;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Printing;

/// <summary>Writes ranges in forms that the readers read back.</summary>
public static class RangePrinter
{
    /// <summary>
    /// The arguments as hexadecimal digits: of the posted ioctl a line for each call; of the merged one the struct, and
    /// a line for each bitmap, to which the pointers are offsets from the start of the struct.
    /// </summary>
    public static string Bytes(CompiledPolicy compiled)
    {
        IEnumerable<byte[]> parts = compiled.Interface == Interface.Filter
            ? FilterImage.Parts(compiled)
            : compiled.Ranges.Select(range => CompiledPolicy.Argument(range).Bytes.ToArray());
        return string.Concat(parts.Select(part => HexText.Print(part) + "\n"));
    }

    /// <summary>A trace that installs them, with what the kernel answers.</summary>
    /// <param name="compiled">The ranges.</param>
    /// <param name="dialect">The kernel.</param>
    /// <param name="title">What they decide, in one line.</param>
    public static string Trace(CompiledPolicy compiled, Dialect dialect, string title)
    {
        ImmutableArray<TraceStep> steps =
            [.. compiled.Commands.Select(command => new TraceStep(command, Outcome.Success, null))];
        return TracePrinter.Print(
            new Trace(title, dialect.Name, dialect.Name, null, TraceEnd.Agreement, null, steps));
    }

    /// <summary>An object.</summary>
    public static string Json(CompiledPolicy compiled)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString(
                RangesJson.InterfaceName,
                compiled.Interface == Interface.Filter ? RangesJson.Filter : RangesJson.Allowlist);
            writer.WriteString(PolicyDraft.Default, compiled.DefaultAllows ? RangesJson.Allow : RangesJson.Deny);
            writer.WriteStartArray(RangesJson.Ranges);
            foreach (AllowlistRange range in compiled.Ranges)
            {
                writer.WriteStartObject();
                writer.WriteNumber(RangesJson.Flags, (uint)range.Flags);
                writer.WriteNumber(RangesJson.Base, range.Base);
                writer.WriteNumber(RangesJson.Count, range.Count);
                writer.WriteString(RangesJson.Bitmap, HexText.Print(range.Bitmap.AsSpan()));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
