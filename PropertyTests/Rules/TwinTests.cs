using FsCheck;
using FsCheck.Xunit;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>
/// What the model asks in place of a table of the specification says what the table says. On wrong twins they fail as
/// mutation testing shows: each changed operator of a twin is a mutant.
/// </summary>
[Properties(MaxTest = 1000, Replay = "20200730,1", QuietOnSuccess = true)]
public sealed class TwinTests
{
    private static readonly bool[] Either = [false, true];

    [Property]
    [Consequence(1)]
    public Property The_fast_decision_is_the_table_s() => DecisionArbitraries.Query.ForAll(query =>
    {
        Decision decision = DecisionRules.Judge(query);
        return FastDecision.Decide(query.Stored, query.Index, query.Type, query.Readings) == decision
            && decision.Allowed
            == ((FastDecision.Allowed(query.Stored, query.Index, query.Readings) & query.Type) != 0);
    });

    /// <summary>No generated range is stored whose bitmap lacks bits: that takes sizes that wrap.</summary>
    [Fact]
    [Consequence(1)]
    public void The_decision_behind_a_bitmap_that_is_too_small_is_refused_by_both()
    {
        AllowlistRange range = new(AccessFlags.Read, Base: 0x10, Count: 0xFFFFFFE0, Bitmap: []);
        DecisionQuery query = new([range], Index: 0x20, AccessFlags.Read, Dialect.Posted32.Readings);
        Decision decision = DecisionRules.Judge(query);
        Assert.Equal(new Decision(false, DecisionClauses.BitIsInTheBitmap, 0), decision);
        Assert.Equal(decision, FastDecision.Decide(query.Stored, query.Index, query.Type, query.Readings));
    }

    [Property]
    public Property The_fast_row_of_an_argument_is_the_table_s() => CallArbitraries.Call.ForAll(call =>
        FastArgument.Judge(call.Argument, call.AllocationFails, call.Readings)
        == AllowlistTable.OfTheArgument.First(call, call.Readings));

    [Property]
    public Property The_fast_row_under_the_lock_is_the_table_s() => CallArbitraries.Call.ForAll(call =>
        FastTable.Judge(call.Range, call.Pad, call.LockHeld, call.Stored, call.Readings)
        == AllowlistTable.UnderTheLock.First(call, call.Readings));

    [Property]
    public Property The_fast_row_of_an_access_is_the_table_s() => AccessArbitraries.Access.ForAll(query =>
        IsTheTables(query, Dialect.Sound.Readings));

    [Fact]
    public void The_fast_row_of_an_access_in_every_form_is_the_table_s()
    {
        AccessQuery[] queries =
        [
            .. from access in Accesses.InEveryForm(Msr.Star, value: 1).Concat(Accesses.InEveryForm(0x4321, value: 1))
               from allowed in Either
               from fails in Either
               let register = MsrTable.TryFind(access.Index, out int number) ? MsrTable.Rows[number] : null
               select new AccessQuery(access, allowed, register, default, fails),
        ];
        foreach (MsrInstructions known in Enum.GetValues<MsrInstructions>())
        {
            ReadingSet readings = Dialect.Sound.Readings with { MsrInstructions = known };
            Assert.All(queries, query => Assert.True(IsTheTables(query, readings), query.Access.ToString()));
        }
    }

    [Fact]
    public void The_tabulated_rows_of_an_exit_are_the_tables_()
    {
        FailedAccess[] accesses =
        [
            .. from deflected in Either
               from answerWaits in Either
               from denied in Either
               from passesThrough in Either
               from kernelFails in Either
               select new FailedAccess(deflected, answerWaits, denied, passesThrough, kernelFails),
        ];
        ReadingSet[] choices =
        [
            .. from completion in Enum.GetValues<ExitCompletion>()
               from errors in Enum.GetValues<HandlerErrors>()
               select Dialect.Sound.Readings with { ExitCompletion = completion, HandlerErrors = errors },
        ];
        foreach (ReadingSet readings in choices)
        {
            Assert.All(accesses, access => Assert.Same(
                ExitTables.Failure.First(access, readings), FastExits.Failure(access, readings)));
            Assert.All(Either, pending => Assert.Same(
                ExitTables.Entry.First(new Completion(pending, Error: 0), readings), FastExits.Entry(pending)));
        }
    }

    private static bool IsTheTables(AccessQuery query, ReadingSet readings) =>
        FastAccess.Judge(
            query.Access, query.Allowed, query.Register, query.Write, query.RunsOutOfMemory, readings)
        == AccessTable.Rows.First(query, readings);
}
