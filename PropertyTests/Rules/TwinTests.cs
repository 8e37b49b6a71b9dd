using System.Collections.Immutable;
using FsCheck.Xunit;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>What the model asks in place of a table of the specification says what the table says.</summary>
[Properties(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 1000, QuietOnSuccess = true)]
public sealed class TwinTests
{
    [Property]
    [Consequence(1)]
    public bool The_fast_decision_is_the_table_s(
        AllowlistRange[] ranges, uint index, AccessFlags type, ReadingSet readings)
    {
        ImmutableArray<AllowlistRange> stored = Accepted(ranges, readings);
        Decision decision = DecisionRules.Judge(new DecisionQuery(stored, index, type, readings));
        return FastDecision.Decide(stored, index, type, readings) == decision
            && decision.Allowed == ((FastDecision.Allowed(stored, index, readings) & type) != 0)
            && (decision.Slot is not null || decision.Allowed == stored.IsEmpty);
    }

    [Property]
    public bool The_fast_row_of_an_argument_is_the_table_s(
        AllowlistRange range, byte flags, uint pad, bool noMemory, int cut, ReadingSet readings)
    {
        AllowlistHeader header = new((uint)range.Flags | ((flags & 0xFCu) * (flags % 4 == 0 ? 1u : 0)), range.Count,
            range.Base, pad % 3 == 0 ? pad : 0);
        int length = Math.Max(0, header.ArgumentSize - (Math.Abs(cut % 40) / 3));
        UserBuffer argument = UserBuffer.Allowlist(header, range.Bitmap.AsSpan(), length);
        AllowlistCall call = AllowlistCall.Of(argument, noMemory, false, [], readings);
        return FastArgument.Judge(argument, noMemory, readings) == AllowlistTable.OfTheArgument.First(call, readings);
    }

    [Property]
    public bool The_fast_row_under_the_lock_is_the_table_s(
        AllowlistRange[] ranges, AllowlistRange range, uint pad, bool lockHeld, bool isFull, ReadingSet readings)
    {
        ImmutableArray<AllowlistRange> stored = isFull
            ? [.. Enumerable.Repeat(range, AllowlistLayout.Slots)]
            : Accepted(ranges, readings);
        UserBuffer argument = Argument(range, pad % 2);
        AllowlistCall call = AllowlistCall.Of(argument, false, lockHeld, stored, readings);
        return FastTable.Judge(AllowlistRange.Of(argument), pad % 2, lockHeld, stored, readings)
            == AllowlistTable.UnderTheLock.First(call, readings);
    }

    [Property]
    public bool The_fast_row_of_an_access_is_the_table_s(ulong old, ulong value, bool allowed, ReadingSet readings) =>
        Accesses.OfEveryKind(value).All(access =>
        {
            MsrRow? register = MsrTable.TryFind(access.Index, out int row) ? MsrTable.Rows[row] : null;
            MsrJudgement write = register is null
                ? default
                : MsrRules.GuestWrite(register, old, access.Value, ModeEntry.HasPaging(access.Mode));
            return FastAccess.Judge(access, allowed, register, write)
                == AccessTable.Rows.First(new AccessQuery(access, allowed, register, write), readings);
        });

    [Property]
    public bool The_tabulated_rows_of_an_exit_are_the_tables_(
        bool deflected, bool answerWaits, bool denied, bool pending, ReadingSet readings)
    {
        FailedAccess access = new(deflected, answerWaits, denied);
        return FastExits.Failure(access, readings) == ExitTables.Failure.First(access, readings)
            && FastExits.Entry(pending) == ExitTables.Entry.First(new Completion(pending, Error: 0), readings);
    }

    private static UserBuffer Argument(AllowlistRange range, uint pad)
    {
        AllowlistHeader header = new((uint)range.Flags, range.Count, range.Base, pad);
        return UserBuffer.Allowlist(header, range.Bitmap.AsSpan(), header.ArgumentSize);
    }

    /// <summary>Of the ranges those that can be stored together.</summary>
    private static ImmutableArray<AllowlistRange> Accepted(AllowlistRange[] ranges, ReadingSet readings)
    {
        ImmutableArray<AllowlistRange> stored = [];
        foreach (AllowlistRange range in ranges)
        {
            bool fits = !stored.Any(other => Ranges.Overlap(range, other, readings));
            stored = fits ? stored.Add(range) : stored;
        }

        return stored;
    }
}
