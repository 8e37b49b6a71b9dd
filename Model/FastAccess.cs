using System.Collections.Immutable;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>
/// The row of <see cref="AccessTable"/> that decides an access, by comparisons in place of formulas: most commands are
/// accesses. A test holds the two equal.
/// </summary>
internal static class FastAccess
{
    private static readonly Row<AccessQuery> LockPrefix = RowOf(AccessCases.LockPrefix);
    private static readonly Row<AccessQuery> Unprivileged = RowOf(AccessCases.Unprivileged);
    private static readonly Row<AccessQuery> Denied = RowOf(AccessCases.Denied);
    private static readonly Row<AccessQuery> ReadRetires = RowOf(AccessCases.ReadRetires);
    private static readonly Row<AccessQuery> WriteRetires = RowOf(AccessCases.WriteRetires);
    private static readonly Row<AccessQuery> Absent = RowOf(GuestAccessClauses.AbsentMsrFails);
    private static readonly Row<AccessQuery> WriteOnly = RowsOf(GuestAccessClauses.WrongDirectionFails)[0];
    private static readonly Row<AccessQuery> ReadOnly = RowsOf(GuestAccessClauses.WrongDirectionFails)[1];
    private static readonly Row<AccessQuery> Interlock = RowOf(GuestAccessClauses.EferInterlock);
    private static readonly Row<AccessQuery> Invalid = RowOf(GuestAccessClauses.InvalidValueFails);

    /// <summary>The row that decides an access before deflection.</summary>
    /// <param name="access">The access.</param>
    /// <param name="allowed">Whether the list allows it.</param>
    /// <param name="register">The register's row, or null if the processor does not have it.</param>
    /// <param name="write">What the register's rule says of the value of a write.</param>
    public static Row<AccessQuery> Judge(
        in GuestAccess access, bool allowed, MsrRow? register, in MsrJudgement write)
    {
        if (access.Form == InstructionForm.Lock)
        {
            return LockPrefix;
        }

        if (access.Privilege != Privilege.Kernel && access.Mode != GuestMode.Real16)
        {
            return Unprivileged;
        }

        return !allowed ? Denied
            : register is null ? Absent
            : access.IsRead ? register.IsReadable ? ReadRetires : WriteOnly
            : write.Failure is { } failure ? OfFailure(failure)
            : WriteRetires;
    }

    private static Row<AccessQuery> OfFailure(Clause failure) =>
        failure == GuestAccessClauses.WrongDirectionFails ? ReadOnly
        : failure == GuestAccessClauses.EferInterlock ? Interlock
        : Invalid;

    private static Row<AccessQuery> RowOf(Case left) => AccessTable.Rows.Rows.Single(row => row.Case == left);

    private static Row<AccessQuery> RowOf(Clause clause) => RowsOf(clause).Single();

    private static ImmutableArray<Row<AccessQuery>> RowsOf(Clause clause) =>
        [.. AccessTable.Rows.Rows.Where(row => row.Clause == clause)];
}
