using MsrSpec.Checker.Exploring;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>
/// The rules that properties are stated of. Each can be exchanged for a wrong one: a property that then still holds
/// says nothing about it.
/// </summary>
public sealed record Rules
{
    /// <summary>The rules as the specification has them.</summary>
    public static Rules OfTheSpecification { get; } = new();

    /// <summary>Whether a range holds an index.</summary>
    public Func<AllowlistRange, uint, ReadingSet, bool> Covers { get; init; } =
        (range, index, readings) => Ranges.Covers(range, index, readings);

    /// <summary>Whether two ranges share an index and a direction.</summary>
    public Func<AllowlistRange, AllowlistRange, ReadingSet, bool> Overlap { get; init; } =
        (left, right, readings) => Ranges.Overlap(left, right, readings);

    /// <summary>How many bytes the bitmap of a header has.</summary>
    public Func<AllowlistHeader, long> BitmapSize { get; init; } = header => header.BitmapSize;

    /// <summary>The range that an argument asks for.</summary>
    public Func<UserBuffer, AllowlistRange> RangeOf { get; init; } =
        argument => AllowlistRange.Of(argument, Dialect.Sound.Readings);

    /// <summary>Whether the bitmap of a range has a bit set.</summary>
    public Func<AllowlistRange, uint, bool> IsSet { get; init; } = (range, bit) => range.IsSet(bit);

    /// <summary>What is judged of an argument.</summary>
    public Table<AllowlistCall> OfTheArgument { get; init; } = AllowlistTable.OfTheArgument;

    /// <summary>What is judged of the VM's table.</summary>
    public Table<AllowlistCall> UnderTheLock { get; init; } = AllowlistTable.UnderTheLock;

    /// <summary>The row of a table that decides a call.</summary>
    public Func<Table<AllowlistCall>, AllowlistCall, Row<AllowlistCall>> First { get; init; } =
        (table, call) => table.First(call, call.Readings);

    /// <summary>Whether a call gets as far as an allocation.</summary>
    public Func<UserBuffer, bool> Allocates { get; init; } =
        argument => AllowlistTable.Allocates(argument, Dialect.Sound.Readings);

    /// <summary>May the guest access an MSR.</summary>
    public Func<DecisionQuery, Decision> Decide { get; init; } = DecisionRules.Judge;

    /// <summary>What is looked at of an access.</summary>
    public Table<AccessQuery> OfAnAccess { get; init; } = AccessTable.Rows;

    /// <summary>What a register makes of a guest's write.</summary>
    public Func<RegisterWrite, MsrJudgement> GuestWrite { get; init; } =
        write => MsrRules.GuestWrite(write.Register, write.Held, write.Value, write.Paging);

    /// <summary>What a register makes of a host's write.</summary>
    public Func<RegisterWrite, MsrJudgement> HostWrite { get; init; } =
        write => MsrRules.HostWrite(write.Register, write.Held, write.Value);

    /// <summary>EFER after a mode is entered.</summary>
    public Func<ulong, GuestMode, ulong> Enter { get; init; } = ModeEntry.Enter;

    /// <summary>What a command does and shows.</summary>
    public Func<VmState, Command, ReadingSet, (VmState State, Outcome Outcome)> Step { get; init; } =
        (state, command, readings) =>
            (ReferenceModel.Step(state, command, readings, out Outcome outcome).State, outcome);

    /// <summary>The numbered readings.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = Reading.All;

    /// <summary>Whether two states are the same, also if they were made apart.</summary>
    public static bool Same(VmState left, VmState right) => VmStateEquality.Instance.Equals(left, right);

    /// <summary>The row of either table that decides a call.</summary>
    public Row<AllowlistCall> Judge(AllowlistCall call)
    {
        Row<AllowlistCall> row = First(OfTheArgument, call);
        return row.Case == AllowlistCases.GoesOn ? First(UnderTheLock, call) : row;
    }

    /// <summary>The row that decides an access; no reading matters to it.</summary>
    public Row<AccessQuery> Judge(AccessQuery access) => OfAnAccess.First(access, Dialect.Sound.Readings);

    /// <summary>The VM after some commands.</summary>
    public VmState After(Given given) => After(VmState.Fresh, given.Readings, given.Commands);

    /// <summary>The VM after some more commands.</summary>
    public VmState After(VmState state, ReadingSet readings, params IEnumerable<Command> commands) =>
        commands.Aggregate(state, (before, command) => Step(before, command, readings).State);
}
