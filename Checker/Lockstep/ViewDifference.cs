using System.Numerics;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Lockstep;

/// <summary>The relation between two views: equal, field for field. One line a field, most telling first.</summary>
/// <param name="Field">The first field that differs.</param>
/// <param name="Claim">What the second view shows, in words, and in brackets what the first does.</param>
/// <param name="Index">The index of the MSR or of the decision that differs.</param>
/// <param name="Type">The direction of a decision that differs.</param>
/// <param name="Bits">The bits of an MSR that differ.</param>
public sealed record ViewDifference(
    ViewField Field, string Claim, uint Index = 0, AccessFlags Type = AccessFlags.None, ulong Bits = 0)
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

        return Differ(ViewField.Lock, "lock", Lock(expected), Lock(actual))
            ?? Differ(ViewField.Allocations, "live-allocations", expected.LiveAllocations, actual.LiveAllocations)
            ?? Differ(ViewField.Slots, "slots", expected.SlotsInUse, actual.SlotsInUse)
            ?? Decisions(expected.Decisions, actual.Decisions, indices)
            ?? Differ(ViewField.Registers, "registers", Text(expected.Registers), Text(actual.Registers))
            ?? Msr(expected, actual, indices[0])
            ?? Differ(ViewField.ExitPending, "exit-pending", expected.ExitPending, actual.ExitPending)
            ?? Differ(ViewField.UserSpaceMsr, "user-space-msr", expected.UserSpaceMsr, actual.UserSpaceMsr);
    }

    private static ViewDifference? Differ<T>(ViewField field, string name, T expected, T actual)
        where T : notnull =>
        expected.Equals(actual) ? null : new ViewDifference(field, Invariant($"{name}={actual} ({expected})"));

    private static ViewDifference? Msr(in View expected, in View actual, uint index) =>
        Differ(ViewField.Msr, Invariant($"msr 0x{index:x}"), Msr(expected), Msr(actual)) is { } difference
            ? difference with { Index = index, Bits = expected.MsrValue ^ actual.MsrValue }
            : null;

    private static ViewDifference? Decisions(ulong expected, ulong actual, ReadOnlySpan<uint> indices)
    {
        if (expected == actual)
        {
            return null;
        }

        int bit = BitOperations.TrailingZeroCount(expected ^ actual);
        uint index = indices[bit / 2];
        AccessFlags type = bit % 2 == 0 ? AccessFlags.Read : AccessFlags.Write;
        string verb = type == AccessFlags.Read ? "read" : "write";
        string judgement = (actual >> bit & 1) != 0 ? "allowed (denied)" : "denied (allowed)";
        return new ViewDifference(ViewField.Decisions, Invariant($"{verb} 0x{index:x} {judgement}"), index, type);
    }

    private static string Lock(in View view) => view.LockFree ? "free" : "held";

    private static string Msr(in View view) => view.MsrPresent ? Invariant($"0x{view.MsrValue:x}") : "absent";

    private static string Text(GuestRegisters registers) => Invariant(
        $"rax:0x{registers.Rax:x},rcx:0x{registers.Rcx:x},rdx:0x{registers.Rdx:x},rip:+{registers.RipOffset}");
}
