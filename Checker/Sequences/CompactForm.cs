using System.Collections.Immutable;
using System.Diagnostics;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>
/// A command in one word: its kind in the lowest four bits, then a short code for each field. A field of a domain
/// stands at the same place in every kind, so that a fuzzer that changes the kind alone makes a write of a read at the
/// same index.
/// </summary>
internal static class CompactForm
{
    /// <summary>The bits of the kind; the largest number of that many is that of the wide form.</summary>
    public const int KindWidth = 4;

    private const ulong KindMask = (1UL << KindWidth) - 1;

    /// <summary>How many kinds have a number that fits; those behind them are always in the wide form.</summary>
    private const int Kinds = (int)KindMask;

    /// <summary>
    /// A number that no kind has stands for one of so many first kinds: fixed for good, so that words keep their
    /// meaning when a kind is added, but those of its own number.
    /// </summary>
    private const int FirstKinds = 10;

    /// <summary>
    /// What can stand together in a word, from the lowest bits on: how many bits there are, and the domains, of which
    /// one command has at most one. Of a domain with one bit more that stands at the top: the privilege levels came to
    /// have two when all places were taken, and words keep their meaning.
    /// </summary>
    private static readonly ImmutableArray<ImmutableArray<(int Width, Domain[] Domains)>> Frames =
    [
        [
            (1, [Domains.Vcpu, Domains.Direction, Domains.Caller]),
            (2, [Domains.Mode, Domains.Instruction]),
            (1, [Domains.Privilege, Domains.AfterRead]),
            (2, [Domains.Form, Domains.EnableFlags]),
            (32, [Domains.MsrIndex, Domains.Capability, Domains.ErrorByte, Domains.WordValue, Domains.Missing]),
            (21, [Domains.Value, Domains.Argument, Domains.ArgumentWord, Domains.FilterFlags]),
        ],
        [
            (32, [Domains.Base]), (9, [Domains.Count]), (4, [Domains.RangeFlags]), (8, [Domains.Bitmap]),
            (6, [Domains.Readable]), (1, [Domains.Pad]),
        ],
    ];

    /// <summary>Of each kind the place of each field.</summary>
    private static readonly FieldPlace[][] Layouts = [.. CommandDescriptions.All.Select(LayoutOf)];

    /// <summary>The kind of a number; every number has one.</summary>
    public static CommandDescription KindOf(int number) =>
        CommandDescriptions.All[number < CommandDescriptions.All.Length ? number : number % FirstKinds];

    /// <summary>The command of a word: every word has one.</summary>
    public static Command Decode(ulong word, FieldValues scratch)
    {
        // The kinds come first, for a division is the dearest part of it.
        int number = (int)(word & KindMask);
        CommandDescription kind = KindOf(number);
        FieldPlace[] layout = Layouts[kind.Number];
        foreach (ref readonly FieldPlace place in layout.AsSpan())
        {
            scratch[place.Field] = place.Number(place.Bits.Get(word));
        }

        return kind.Make(scratch);
    }

    /// <summary>The word of a command, if every field has a short code.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="values">Its fields.</param>
    /// <param name="word">The word.</param>
    public static bool TryEncode(CommandDescription kind, FieldValues values, out ulong word)
    {
        word = (ulong)kind.Number;
        if (!HasWord(kind))
        {
            return false;
        }

        FieldPlace[] layout = Layouts[kind.Number];
        foreach (ref readonly FieldPlace place in layout.AsSpan())
        {
            ulong code = values[place.Field];
            if (code >= place.PlainCodes && !place.Domain.TryCode(code, out code))
            {
                return false;
            }

            word |= place.Bits.Put(code);
        }

        return true;
    }

    /// <summary>Whether commands of a kind can be one word.</summary>
    public static bool HasWord(CommandDescription kind) => kind.Number < Kinds;

    /// <summary>The places of a kind's fields in its word, if it has one.</summary>
    public static ReadOnlySpan<FieldPlace> PlacesOf(CommandDescription kind) => Layouts[kind.Number];

    private static FieldPlace[] LayoutOf(CommandDescription kind)
    {
        foreach (ImmutableArray<(int, Domain[])> frame in Frames)
        {
            Dictionary<Domain, BitField> places = PlacesOf(frame);
            if (kind.FieldDomains.All(places.ContainsKey))
            {
                return
                [
                    .. kind.FieldDomains.Select(
                        (domain, field) =>
                            new FieldPlace(domain.Kind, field, domain, domain.PlainCodes, places[domain])),
                ];
            }
        }

        throw new UnreachableException($"The fields of '{kind.Name}' have no places in one word.");
    }

    private static Dictionary<Domain, BitField> PlacesOf(ImmutableArray<(int Width, Domain[] Domains)> frame)
    {
        Dictionary<Domain, BitField> places = [];
        int shift = KindWidth;
        foreach ((int width, Domain[] together) in frame)
        {
            foreach (Domain domain in together)
            {
                places.Add(domain, new BitField(shift, width, domain.CodeWidth > width ? BitField.Top : 0));
            }

            shift += width;
        }

        return places;
    }
}
