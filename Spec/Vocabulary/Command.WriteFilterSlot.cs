using System.Text;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>User memory that a filter is made of.</content>
public abstract partial record Command
{
    /// <summary>
    /// User space writes to the next slot of a filter's struct, which the next <see cref="SetFilter"/> hands to the
    /// kernel. The slots behind the last that was written to are zero.
    /// </summary>
    /// <param name="Slot">What is written, and what its pointer leads to.</param>
    public sealed record WriteFilterSlot(FilterSlot Slot) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new WriteFilterSlotDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Range, 0, Slot.Base, Slot.Count);

        private sealed class WriteFilterSlotDescription() : CommandDescription(
            12,
            CommandSubject.Kernel,
            CommandTheme.Filters,
            Words.WriteFilterSlot,
            new Field("the flags", Domains.RangeFlags, Words.Flags),
            new Field("the number of MSRs", Domains.Count, Words.Count),
            new Field("the base", Domains.Base, Words.Base),
            new Field("the bitmap", Domains.Bitmap, Words.Bits),
            new Field("the readable bytes", Domains.Readable, Words.Readable, IsOptional: true))
        {
            private const int Flags = 0;
            private const int Count = 1;
            private const int Base = 2;
            private const int Bitmap = 3;
            private const int Readable = 4;

            public override Command Make(FieldValues values)
            {
                FilterSlot slot = new(
                    values.Word(Flags), values.Word(Count), values.Word(Base), new UserBuffer([]));
                byte[] bitmap = new byte[slot.BitmapBytes];
                if (values[Bitmap] == BitmapDomain.AnyBytes)
                {
                    ReadOnlySpan<byte> bytes = values.Bytes(Bitmap).Span;
                    bytes[..Math.Min(bytes.Length, bitmap.Length)].CopyTo(bitmap);
                }
                else
                {
                    BitmapPattern.Fill(values[Bitmap], slot.Count, bitmap);
                }

                int readable = ReadableDomain.Length(values[Readable], bitmap.Length, bitmap.Length);
                return new WriteFilterSlot(slot with { Bitmap = new UserBuffer([.. bitmap.AsSpan(0, readable)]) });
            }

            public override void Take(Command command, FieldValues values)
            {
                FilterSlot slot = ((WriteFilterSlot)command).Slot;
                values[Flags] = slot.Flags;
                values[Count] = slot.Count;
                values[Base] = slot.Base;
                values[Readable] = ReadableDomain.NumberBehindNothing(slot.Bitmap.Length, slot.BitmapBytes);
                ReadOnlySpan<byte> bytes = slot.Bitmap.Bytes.AsSpan();
                values[Bitmap] = BitmapPattern.TryFind(slot.Count, bytes, out ulong pattern)
                    ? pattern : BitmapDomain.AnyBytes;
                if (values[Bitmap] >= BitmapPattern.FirstRandom)
                {
                    values.Set(Bitmap, new FieldValue(values[Bitmap], slot.Bitmap.Bytes.AsMemory()));
                }
            }

            internal override void Print(Command command, StringBuilder text) =>
                text.Append(' ').Append(FilterSlotText.Print(((WriteFilterSlot)command).Slot));

            internal override Command Parse(ulong vcpu, Cursor cursor) =>
                new WriteFilterSlot(FilterSlotText.Parse(cursor));
        }
    }
}
