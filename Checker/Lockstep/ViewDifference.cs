using System.Numerics;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Lockstep;

/// <summary>The relation between two views: equal, field for field. One line a field, most telling first.</summary>
/// <param name="Field">The first field that differs.</param>
/// <param name="Aspect">The aspect of the state that it shows.</param>
/// <param name="Claim">What the second view shows, in words, and in brackets what the first does.</param>
internal sealed record ViewDifference(ViewField Field, Aspect Aspect, string Claim)
{
    /// <summary>The MSR index at which it is seen, or null if none has to do with it.</summary>
    public uint? Index { get; private init; }

    private const string Unknown = "unknown";

    /// <summary>The first difference of two views, or null. What is unknown differs from everything.</summary>
    /// <param name="expected">The reference's view.</param>
    /// <param name="actual">The machine's view.</param>
    /// <param name="indices">The observed indices.</param>
    public static ViewDifference? Find(in View expected, in View actual, ReadOnlySpan<uint> indices)
    {
        (View left, View right) = (expected, actual);
        return Differ(ViewField.Lock, Aspect.Lock, ViewFieldText.Lock)
            ?? Differ(ViewField.Allocations, Aspect.Allocations, view => Invariant($"{view.LiveAllocations}"))
            ?? Differ(ViewField.Slots, Aspect.Slots, view => Invariant($"{view.SlotsInUse}"))
            ?? Decisions(left, right, indices)
            ?? Differ(ViewField.Registers, InRegisters(left.Registers, right.Registers),
                view => ViewFieldText.Registers(view.Registers))
            ?? Msr(left, right, indices[0])
            ?? Differ(ViewField.ExitPending, Aspect.ExitPending, view => Invariant($"{view.ExitPending}"))
            ?? Differ(ViewField.UserSpaceMsr, Aspect.Deflection, view => Invariant($"{view.UserSpaceMsr}"));

        ViewDifference? Differ(ViewField field, Aspect aspect, Func<View, string> text) =>
            Differing(left, right, field, aspect, text, of: string.Empty);
    }

    /// <summary>
    /// The same behind a command: to one that is no access RCX is a register like any other.
    /// </summary>
    /// <param name="touch">What the command touches.</param>
    public ViewDifference Behind(TouchKind touch) =>
        Aspect == Aspect.Index && touch is not (TouchKind.Access or TouchKind.Answer)
            ? this with { Aspect = Aspect.Registers }
            : this;

    /// <summary>
    /// The same, of a vCPU that the command was not about. Its mode and its time have clauses of their own there too; a
    /// command that names no vCPU is as little about the first.
    /// </summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="touch">What the command touches.</param>
    public ViewDifference OfAnother(int vcpu, TouchKind touch)
    {
        bool isNamed = touch is not (TouchKind.Nothing or TouchKind.Range);
        return Field is ViewField.Registers or ViewField.Msr or ViewField.ExitPending
            ? this with
            {
                Aspect = !isNamed || Aspect is Aspect.ModeBits or Aspect.Time ? Aspect : Aspect.OtherVcpu,
                Claim = Invariant($"vcpu{vcpu} {Claim}"),
            }
            : this;
    }

    private static ViewDifference? Msr(in View expected, in View actual, uint index) =>
        Differing(
            expected, actual, ViewField.Msr, InMsr(expected, actual, index), ViewFieldText.Msr,
            Invariant($" 0x{index:x}")) is { } difference
            ? difference with { Index = index }
            : null;

    private static ViewDifference? Differing(
        View expected, View actual, ViewField field, Aspect aspect, Func<View, string> text, string of) =>
        IsUnknown(field, expected, actual) || text(expected) != text(actual)
            ? Between(
                field, aspect, ViewFieldText.Name(field) + of,
                Known(field, expected, text), Known(field, actual, text))
            : null;

    private static ViewDifference Between(
        ViewField field, Aspect aspect, string name, string expected, string actual) =>
        new(field, aspect, $"{name}={actual} ({expected})");

    private static string Known(ViewField field, View view, Func<View, string> text) =>
        view.Unknown.Contains(field) ? Unknown : text(view);

    private static bool IsUnknown(ViewField field, in View expected, in View actual) =>
        expected.Unknown.Union(actual.Unknown).Contains(field);

    private static ViewDifference? Decisions(in View expected, in View actual, ReadOnlySpan<uint> indices)
    {
        if (IsUnknown(ViewField.Decisions, expected, actual))
        {
            return Between(
                ViewField.Decisions, Aspect.Decisions, ViewFieldText.Name(ViewField.Decisions),
                DecisionsIn(expected, indices), DecisionsIn(actual, indices));
        }

        if (expected.Decisions == actual.Decisions)
        {
            return null;
        }

        int bit = BitOperations.TrailingZeroCount(expected.Decisions ^ actual.Decisions);
        string verb = bit % 2 == 0 ? "read" : "write";
        string judgement = (actual.Decisions >> bit & 1) != 0 ? "allowed (denied)" : "denied (allowed)";
        return new ViewDifference(
            ViewField.Decisions, Aspect.Decisions, Invariant($"{verb} 0x{indices[bit / 2]:x} {judgement}"))
        {
            Index = indices[bit / 2],
        };
    }

    private static string DecisionsIn(in View view, ReadOnlySpan<uint> indices) =>
        view.Unknown.Contains(ViewField.Decisions) ? Unknown : ViewFieldText.Decisions(view, indices);

    private static Aspect InRegisters(GuestRegisters expected, GuestRegisters actual) =>
        expected with { Rcx = actual.Rcx } == actual ? Aspect.Index : Aspect.Registers;

    private static Aspect InMsr(in View expected, in View actual, uint index) =>
        expected.MsrPresent != actual.MsrPresent ? Aspect.Presence
        : ValueDifference.Find(index, expected.MsrValue ^ actual.MsrValue, Aspect.Msr);
}
