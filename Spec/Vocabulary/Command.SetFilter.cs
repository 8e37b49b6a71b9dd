using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Spec.Vocabulary;

/// <content>The ioctl that sets a filter.</content>
public abstract partial record Command
{
    /// <summary>
    /// <c>KVM_X86_SET_MSR_FILTER</c> on the VM, of a struct with the slots that were written before; it uses them up.
    /// </summary>
    /// <param name="Flags">The flags of the filter; unknown bits are possible.</param>
    /// <param name="Caller">How wide the caller's pointers are.</param>
    /// <param name="Readable">How many bytes of the struct can be read, up to the page edge.</param>
    public sealed record SetFilter(uint Flags, CallerBits Caller, int Readable) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new SetFilterDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class SetFilterDescription() : CommandDescription(
            13,
            CommandSubject.Vm,
            CommandTheme.Filters,
            Words.SetFilter,
            new Field("the default", Domains.FilterFlags, Words.Default),
            new Field("the caller", Domains.Caller),
            new Field("the bytes that are missing", Domains.Missing, Words.Readable, IsOptional: true))
        {
            private const int Flags = 0;
            private const int Caller = 1;
            private const int Missing = 2;

            public override Command Make(FieldValues values)
            {
                CallerBits caller = (CallerBits)values.Word(Caller);
                int size = FilterLayout.SizeOf(caller);
                return new SetFilter(values.Word(Flags), caller, Math.Max(0, size - (int)values.Word(Missing)));
            }

            public override void Take(Command command, FieldValues values)
            {
                SetFilter set = (SetFilter)command;
                values[Flags] = set.Flags;
                values[Caller] = (ulong)set.Caller;
                values[Missing] = (ulong)(FilterLayout.SizeOf(set.Caller) - set.Readable);
            }

            internal override void Print(Command command, StringBuilder text)
            {
                SetFilter set = (SetFilter)command;
                text.Append(' ').Append(Words.Default).Append(set.Flags switch
                {
                    0 => Words.Allow,
                    FilterLayout.DefaultDeny => Words.Deny,
                    _ => Invariant($"0x{set.Flags:x}"),
                });
                text.Append(set.Caller == CallerBits.Compat ? $" {Words.Compat}" : string.Empty);
                if (set.Readable != FilterLayout.SizeOf(set.Caller))
                {
                    text.Append(' ').Append(Words.Readable).Append(Invariant($"{set.Readable}"));
                }
            }

            internal override Command Parse(ulong vcpu, Cursor cursor)
            {
                uint flags = ParseFlags(cursor);
                CallerBits caller = cursor.TryTake(Words.Compat) ? CallerBits.Compat : CallerBits.Native;
                ulong size = (ulong)FilterLayout.SizeOf(caller);
                return new SetFilter(flags, caller, (int)(cursor.OptionalKeyedNumber(Words.Readable, size) ?? size));
            }

            private static uint ParseFlags(Cursor cursor)
            {
                if (!cursor.TryTakeKey(Words.Default, out string word))
                {
                    cursor.Fail($"expected {Words.Default}{Words.Allow} or {Words.Default}{Words.Deny}");
                    return 0;
                }

                if (word is Words.Allow or Words.Deny)
                {
                    cursor.Pass();
                    return word == Words.Deny ? FilterLayout.DefaultDeny : 0;
                }

                return (uint)cursor.KeyedNumber(
                    Words.Default, uint.MaxValue, $"the default, which is {Words.Allow}, {Words.Deny}, or flags");
            }
        }
    }
}
