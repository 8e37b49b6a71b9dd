using System.Collections.Immutable;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>
/// The row of <see cref="AccessTable"/> that decides an access, by comparisons in place of formulas: most commands are
/// accesses. A test holds the two equal.
/// </summary>
internal static class FastAccess
{
    private static readonly Row<AccessQuery> LockPrefix = RowOf(AccessCases.LockPrefix);
    private static readonly Row<AccessQuery> Missing = RowOf(GuestAccessClauses.MissingIsInvalid);
    private static readonly Row<AccessQuery> Narrow = RowOf(GuestAccessClauses.ImmediateNeeds64Bits);
    private static readonly Row<AccessQuery> Unprivileged = RowOf(AccessCases.Unprivileged);
    private static readonly Row<AccessQuery> Denied = RowOf(AccessCases.Denied);
    private static readonly Row<AccessQuery> ReadRetires = RowOf(AccessCases.ReadRetires);
    private static readonly Row<AccessQuery> WriteRetires = RowOf(AccessCases.WriteRetires);
    private static readonly Row<AccessQuery> Absent = RowOf(GuestAccessClauses.AbsentMsrFails);
    private static readonly Row<AccessQuery> WriteOnly = RowsOf(GuestAccessClauses.WrongDirectionFails)[0];
    private static readonly Row<AccessQuery> ReadOnly = RowsOf(GuestAccessClauses.WrongDirectionFails)[1];
    private static readonly Row<AccessQuery> Interlock = RowOf(GuestAccessClauses.EferInterlock);
    private static readonly Row<AccessQuery> KernelError = RowOf(AccessCases.KernelError);
    private static readonly Row<AccessQuery> ImmediateReadRetires = RowOf(AccessCases.ImmediateReadRetires);
    private static readonly Row<AccessQuery> Invalid = RowOf(GuestAccessClauses.InvalidValueFails);

    /// <summary>The row that decides an access before deflection.</summary>
    /// <param name="access">The access.</param>
    /// <param name="allowed">Whether the list allows it.</param>
    /// <param name="register">The register's row, or null if the processor does not have it.</param>
    /// <param name="write">What the register's rule says of the value of a write.</param>
    /// <param name="runsOutOfMemory">Whether the register's handler fails, if a write gets to it.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Row<AccessQuery> Judge(
        in GuestAccess access, bool allowed, MsrRow? register, in MsrJudgement write, bool runsOutOfMemory,
        ReadingSet readings)
    {
        if (access.Form >= InstructionForm.Lock && OfTheInstruction(access, readings) is { } invalid)
        {
            return invalid;
        }

        if (access.Privilege != Privilege.Kernel && access.Mode != GuestMode.Real16)
        {
            return Unprivileged;
        }

        return !allowed ? Denied
            : register is null ? Absent
            : access.IsRead ? OfRead(access, register)
            : write.Failure is { } failure ? OfFailure(failure)
            : runsOutOfMemory ? KernelError
            : WriteRetires;
    }

    /// <summary>The row of an instruction that there is not, or null.</summary>
    private static Row<AccessQuery>? OfTheInstruction(in GuestAccess access, ReadingSet readings) =>
        access.Form switch
        {
            InstructionForm.Lock => LockPrefix,
            InstructionForm.NonSerializing or InstructionForm.Immediate
                when readings.MsrInstructions == MsrInstructions.Original => Missing,
            InstructionForm.Immediate when access.Mode != GuestMode.Long64 => Narrow,
            _ => null,
        };

    private static Row<AccessQuery> OfRead(in GuestAccess access, MsrRow register) =>
        !register.IsReadable ? WriteOnly
        : access.Form == InstructionForm.Immediate ? ImmediateReadRetires
        : ReadRetires;

    private static Row<AccessQuery> OfFailure(Clause failure) =>
        failure == GuestAccessClauses.WrongDirectionFails ? ReadOnly
        : failure == GuestAccessClauses.EferInterlock ? Interlock
        : Invalid;

    private static Row<AccessQuery> RowOf(Case left) => AccessTable.Rows.Rows.Single(row => row.Case == left);

    private static Row<AccessQuery> RowOf(Clause clause) => RowsOf(clause).Single();

    private static ImmutableArray<Row<AccessQuery>> RowsOf(Clause clause) =>
        [.. AccessTable.Rows.Rows.Where(row => row.Clause == clause)];
}
