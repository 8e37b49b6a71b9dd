using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>Guest accesses in few words.</summary>
public static class Accesses
{
    /// <summary>The usual read: 64-bit mode, kernel privilege, plain.</summary>
    public static GuestAccess Read(uint index) => Of(AccessFlags.Read, index, 0);

    /// <summary>The forms that every processor has.</summary>
    public static ImmutableArray<InstructionForm> OriginalForms { get; } =
    [
        InstructionForm.Plain, InstructionForm.UpperHalvesSet, InstructionForm.Lock, InstructionForm.Prefixed,
    ];

    /// <summary>The usual write.</summary>
    public static GuestAccess Write(uint index, ulong value) => Of(AccessFlags.Write, index, value);

    /// <summary>The usual access of a direction; a read has no value.</summary>
    public static GuestAccess Of(AccessFlags type, uint index, ulong value) => new(
        type, index, type == AccessFlags.Read ? 0 : value, GuestMode.Long64, Privilege.Kernel, InstructionForm.Plain);

    /// <summary>
    /// An access of every direction, mode, privilege and form, to a register of every rule and to one that is absent.
    /// </summary>
    public static IEnumerable<GuestAccess> OfEveryKind(ulong value) =>
        from index in MsrTable.Rows.DistinctBy(row => row.Rule).Select(row => row.Index).Append(0x4321u)
        from access in InEveryForm(index, value)
        where OriginalForms.Contains(access.Form)
        select access;

    /// <summary>An access of every direction, mode, privilege and form that there is of it, to one MSR.</summary>
    public static IEnumerable<GuestAccess> InEveryForm(uint index, ulong value) =>
        from type in new[] { AccessFlags.Read, AccessFlags.Write }
        from mode in Enum.GetValues<GuestMode>()
        from privilege in Enum.GetValues<Privilege>()
        from form in Enum.GetValues<InstructionForm>()
        where type == AccessFlags.Write || form != InstructionForm.NonSerializing
        select new GuestAccess(type, index, type == AccessFlags.Read ? 0 : value, mode, privilege, form);

    /// <summary>Whether the access gets as far as the decision: no LOCK, and privilege enough.</summary>
    public static bool ReachesTheDecision(this GuestAccess access) =>
        access.Form != InstructionForm.Lock
        && (access.Mode == GuestMode.Real16 || access.Privilege == Privilege.Kernel);

    /// <summary>The exit by which a failing access leaves.</summary>
    public static Outcome Exit(this GuestAccess access) => access.IsRead
        ? Outcome.Exit(ExitReason.ReadMsr, access.Index, 0)
        : Outcome.Exit(ExitReason.WriteMsr, access.Index, access.Value);
}
