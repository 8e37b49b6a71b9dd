using System.Numerics;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Lockstep;

/// <summary>The relation between two views: equal, field for field. One line a field, most telling first.</summary>
/// <param name="Field">The first field that differs.</param>
/// <param name="Aspect">The aspect of the state that it shows.</param>
/// <param name="Claim">What the second view shows, in words, and in brackets what the first does.</param>
public sealed record ViewDifference(ViewField Field, Aspect Aspect, string Claim)
{
    /// <summary>The first difference of two views, or null.</summary>
    /// <param name="expected">The reference's view.</param>
    /// <param name="actual">The machine's view.</param>
    /// <param name="indices">The observed indices.</param>
    public static ViewDifference? Find(in View expected, in View actual, ReadOnlySpan<uint> indices)
    {
        if (expected == actual)
        {
            return null;
        }

        return Differ(ViewField.Lock, Aspect.Lock, "lock", Lock(expected), Lock(actual))
            ?? Differ(ViewField.Allocations, Aspect.Allocations, "live-allocations",
                expected.LiveAllocations, actual.LiveAllocations)
            ?? Differ(ViewField.Slots, Aspect.Slots, "slots", expected.SlotsInUse, actual.SlotsInUse)
            ?? Decisions(expected.Decisions, actual.Decisions, indices)
            ?? Differ(ViewField.Registers, InRegisters(expected.Registers, actual.Registers), "registers",
                Text(expected.Registers), Text(actual.Registers))
            ?? Differ(ViewField.Msr, InMsr(expected, actual, indices[0]), Invariant($"msr 0x{indices[0]:x}"),
                Msr(expected), Msr(actual))
            ?? Differ(ViewField.ExitPending, Aspect.ExitPending, "exit-pending",
                expected.ExitPending, actual.ExitPending)
            ?? Differ(ViewField.UserSpaceMsr, Aspect.Deflection, "user-space-msr",
                expected.UserSpaceMsr, actual.UserSpaceMsr);
    }

    private static ViewDifference? Differ<T>(ViewField field, Aspect aspect, string name, T expected, T actual)
        where T : notnull => expected.Equals(actual)
            ? null
            : new ViewDifference(field, aspect, Invariant($"{name}={actual} ({expected})"));

    private static ViewDifference? Decisions(ulong expected, ulong actual, ReadOnlySpan<uint> indices)
    {
        if (expected == actual)
        {
            return null;
        }

        int bit = BitOperations.TrailingZeroCount(expected ^ actual);
        string verb = bit % 2 == 0 ? "read" : "write";
        string judgement = (actual >> bit & 1) != 0 ? "allowed (denied)" : "denied (allowed)";
        return new ViewDifference(
            ViewField.Decisions, Aspect.Decisions, Invariant($"{verb} 0x{indices[bit / 2]:x} {judgement}"));
    }

    private static Aspect InRegisters(GuestRegisters expected, GuestRegisters actual) =>
        expected with { Rcx = actual.Rcx } == actual ? Aspect.Index : Aspect.Registers;

    private static Aspect InMsr(in View expected, in View actual, uint index) =>
        ValueDifference.Find(index, expected.MsrValue ^ actual.MsrValue, Aspect.Msr);

    private static string Lock(in View view) => view.LockFree ? "free" : "held";

    private static string Msr(in View view) => view.MsrPresent ? Invariant($"0x{view.MsrValue:x}") : "absent";

    private static string Text(GuestRegisters registers) => Invariant(
        $"rax:0x{registers.Rax:x},rcx:0x{registers.Rcx:x},rdx:0x{registers.Rdx:x},rip:+{registers.RipOffset}");
}
