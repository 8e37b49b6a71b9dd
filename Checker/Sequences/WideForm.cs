using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>
/// Any command in as many words as it takes: a mark, its kind, every field in full width, bit behind bit; then the
/// bytes of those fields that have some, from a word's beginning on.
/// </summary>
internal static class WideForm
{
    private const int KindWidth = 8;
    private const int LengthWidth = 32;
    private const ulong Mark = (1UL << CompactForm.KindWidth) - 1;

    /// <summary>Whether a word is the first one of this form.</summary>
    public static bool Has(ulong head) => (head & Mark) == Mark;

    /// <summary>Adds the words of a command.</summary>
    public static void Append(CommandDescription kind, FieldValues values, List<ulong> words)
    {
        BitWriter bits = new(words);
        bits.Write(Mark, CompactForm.KindWidth);
        bits.Write((ulong)kind.Number, KindWidth);
        for (int field = 0; field < kind.FieldDomains.Length; field++)
        {
            Domain domain = kind.FieldDomains[field];
            bits.Write(values[field], domain.Width);
            if (domain.HasBytes(values[field]))
            {
                bits.Write((ulong)values.Bytes(field).Length, LengthWidth);
            }
        }

        bits.End();
        for (int field = 0; field < kind.FieldDomains.Length; field++)
        {
            if (kind.FieldDomains[field].HasBytes(values[field]))
            {
                bits.WriteBytes(values.Bytes(field).Span);
            }
        }
    }

    /// <summary>The command of some words.</summary>
    /// <param name="words">The words; missing ones are zero, and bytes that are missing are no bytes at all.</param>
    /// <param name="scratch">Is overwritten.</param>
    /// <param name="used">How many words it takes.</param>
    public static Command Decode(ReadOnlySpan<ulong> words, FieldValues scratch, out int used)
    {
        BitReader bits = new(words);
        bits.Read(CompactForm.KindWidth);
        CommandDescription kind = CompactForm.KindOf((int)bits.Read(KindWidth));
        Span<int> lengths = stackalloc int[CommandDescription.MostFields];
        for (int field = 0; field < kind.FieldDomains.Length; field++)
        {
            Domain domain = kind.FieldDomains[field];
            scratch[field] = domain.FromBits(bits.Read(domain.Width));
            lengths[field] = domain.HasBytes(scratch[field]) ? (int)Math.Min(bits.Read(LengthWidth), int.MaxValue) : 0;
        }

        bits.End();
        for (int field = 0; field < kind.FieldDomains.Length; field++)
        {
            if (kind.FieldDomains[field].HasBytes(scratch[field]))
            {
                scratch.Set(field, new FieldValue(scratch[field], bits.ReadBytes(lengths[field])));
            }
        }

        used = bits.Used;
        return kind.Make(scratch);
    }
}
