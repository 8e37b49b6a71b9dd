using FsCheck;
using FsCheck.Xunit;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.PropertyTests.Claims;
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
    [Property]
    [Consequence(1)]
    public Property The_fast_decision_is_the_table_s() => DecisionArbitraries.Query.ForAll(query =>
    {
        Decision decision = DecisionRules.Judge(query);
        return FastDecision.Decide(query.Stored, query.Index, query.Type, query.Readings) == decision
            && decision.Allowed
            == ((FastDecision.Allowed(query.Stored, query.Index, query.Readings) & query.Type) != 0);
    });

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
        FastAccess.Judge(query.Access, query.Allowed, query.Register, query.Write)
        == AccessTable.Rows.First(query, Dialect.Sound.Readings));

    [Fact]
    public void The_tabulated_rows_of_an_exit_are_the_tables_()
    {
        bool[] either = [false, true];
        foreach (ExitCompletion choice in Enum.GetValues<ExitCompletion>())
        {
            ReadingSet readings = Dialect.Sound.Readings with { ExitCompletion = choice };
            FailedAccess[] accesses =
            [
                .. from deflected in either
                   from answerWaits in either
                   from denied in either
                   from passesThrough in either
                   select new FailedAccess(deflected, answerWaits, denied, passesThrough),
            ];
            Assert.All(accesses, access => Assert.Same(
                ExitTables.Failure.First(access, readings), FastExits.Failure(access, readings)));
            Assert.All(either, pending => Assert.Same(
                ExitTables.Entry.First(new Completion(pending, Error: 0), readings), FastExits.Entry(pending)));
        }
    }
}
