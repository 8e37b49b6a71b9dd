using System.Runtime.InteropServices;
using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>The ioctl that adds a range.</content>
public abstract partial record Command
{
    /// <summary><c>KVM_ADD_MSR_ALLOWLIST</c> on the VM.</summary>
    /// <param name="Argument">What the ioctl's argument points to.</param>
    public sealed record AddAllowlist(UserBuffer Argument) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new AddAllowlistDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched
        {
            get
            {
                if (!Argument.HasHeader)
                {
                    return default;
                }

                AllowlistHeader header = Argument.Header;
                return new Touch(TouchKind.Range, 0, header.Base, header.Count);
            }
        }

        /// <summary>
        /// Whatever a buffer holds, its fields are a header, a bitmap, and where it ends: of a header that is cut the
        /// missing bytes are anybody's, and what stands behind the argument belongs to the bitmap.
        /// </summary>
        private sealed class AddAllowlistDescription() : CommandDescription(
            2,
            CommandSubject.Vm,
            CommandTheme.Ranges,
            Words.AddAllowlist,
            new Field("the flags", Domains.RangeFlags, Words.Flags),
            new Field("the number of MSRs", Domains.Count, Words.Count),
            new Field("the base", Domains.Base, Words.Base),
            new Field("the bitmap", Domains.Bitmap, Words.Bits),
            new Field("the pad word", Domains.Pad, Words.Pad, IsOptional: true),
            new Field("the readable bytes", Domains.Readable, Words.Readable, IsOptional: true))
        {
            private const int Flags = 0;
            private const int Count = 1;
            private const int Base = 2;
            private const int Bitmap = 3;
            private const int Pad = 4;
            private const int Readable = 5;

            public override Command Make(FieldValues values)
            {
                AllowlistHeader header =
                    new(values.Word(Flags), values.Word(Count), values.Word(Base), values.Word(Pad));
                int size = header.ArgumentSize;
                if (values[Bitmap] == BitmapDomain.AnyBytes)
                {
                    ReadOnlySpan<byte> bytes = values.Bytes(Bitmap).Span;
                    int most = Math.Max(size, AllowlistLayout.HeaderSize + bytes.Length);
                    int length = ReadableDomain.Length(values[Readable], size, most);
                    return new AddAllowlist(UserBuffer.Allowlist(header, bytes, length));
                }

                Span<byte> bitmap = stackalloc byte[size - AllowlistLayout.HeaderSize];
                BitmapPattern.Fill(values[Bitmap], header.Count, bitmap);
                int readable = ReadableDomain.Length(values[Readable], size, size);
                return new AddAllowlist(UserBuffer.Allowlist(header, bitmap, readable));
            }

            public override void Take(Command command, FieldValues values)
            {
                UserBuffer buffer = ((AddAllowlist)command).Argument;
                AllowlistHeader header = buffer.HasHeader ? buffer.Header : CompleteHeader(buffer);
                values[Flags] = header.Flags;
                values[Count] = header.Count;
                values[Base] = header.Base;
                values[Pad] = header.Pad;
                int size = header.ArgumentSize;
                values[Readable] = ReadableDomain.Number(buffer.Length, size);
                bool isPattern = BitmapPattern.TryFind(header.Count, buffer.Tail, out ulong pattern)
                    && buffer.Length <= size;
                values[Bitmap] = isPattern ? pattern : BitmapDomain.AnyBytes;
                if (values[Bitmap] >= BitmapPattern.FirstRandom)
                {
                    // These bytes are wanted; whoever makes the bitmap simpler takes some bits of a random one away.
                    values.Set(Bitmap, new FieldValue(values[Bitmap], buffer.Bytes.AsMemory()[^buffer.Tail.Length..]));
                }
            }

            internal override void Print(Command command, StringBuilder text) =>
                text.Append(' ').Append(AllowlistText.Print(((AddAllowlist)command).Argument));

            internal override Command Parse(ulong vcpu, Cursor cursor) => new AddAllowlist(AllowlistText.Parse(cursor));

            /// <summary>A header that begins with the bytes of a buffer without a whole one.</summary>
            private static AllowlistHeader CompleteHeader(UserBuffer buffer)
            {
                byte[] bytes = new byte[AllowlistLayout.HeaderSize];
                buffer.Bytes.CopyTo(bytes);
                AllowlistHeader cut = new UserBuffer(ImmutableCollectionsMarshal.AsImmutableArray(bytes)).Header;
                return new AllowlistHeader(
                    Domains.RangeFlags.Complete(cut.Flags, buffer.Length - AllowlistLayout.FlagsOffset),
                    Domains.Count.Complete(cut.Count, buffer.Length - AllowlistLayout.CountOffset),
                    cut.Base,
                    Domains.Pad.Complete(cut.Pad, buffer.Length - AllowlistLayout.PadOffset));
            }
        }
    }
}
