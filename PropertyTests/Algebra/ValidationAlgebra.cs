using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Which row decides a call of the allowlist ioctl, and what cannot change it.</summary>
public static class ValidationAlgebra
{
    private const int MoreBytes = 8;

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("No_row_above_the_one_that_decides_holds", CallArbitraries.Call, FirstRowDecides,
            new WrongRule("the last row that holds decides", rules => rules with
            {
                First = (table, call) => table.Rows.Last(row => row.Condition is not null && Stands(row, call)),
            },
                "reference: v2-sound with empty-range AcceptedAndArms",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none")) with { Consequences = [16] },
        ForAll("The_pad_word_is_ignored_unless_a_reading_forbids_it", CallArbitraries.Call, PadIsIgnored,
            new WrongRule("every dialect refuses a pad word", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(
                    AllowlistClauses.PadIsZero, row => row with { Choice = null }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none pad=0x1")),
        ForAll("Dialects_differ_at_a_row_of_the_argument_that_one_of_them_chooses",
            CallArbitraries.InTwoDialects, DifferAtAChoice,
            new WrongRule("a condition asks the readings itself", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(
                    AllowlistClauses.EmptyRange,
                    row => row with
                    {
                        Choice = null,
                        Condition = That((AllowlistCall call) =>
                            call.Count == 0 && call.Readings.EmptyRange == EmptyRange.Refused),
                    }),
            },
                "reference: v2-sound with empty-range AcceptedAndArms",
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none")),
        ForAll("A_reading_changes_no_answer_but_to_calls_that_it_is_about",
            CallArbitraries.InTwoDialects, ReadingsAreAboutSomething,
            new WrongRule("the reading of empty ranges is asked about flagless ones", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(
                    AllowlistClauses.FlaglessRange, row => row with { Choice = Choice.Of(EmptyRange.Refused) }),
            },
                "reference: v2-sound with empty-range AcceptedAndArms",
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none")),
        ForAll("What_is_accepted_is_accepted_with_fewer_ranges_stored", CallArbitraries.Call, IsMonotone,
            new WrongRule("only the newest range is compared", rules => rules with
            {
                UnderTheLock = ComparingWith(rules, stored => stored.TakeLast(1)),
            },
                "reference: v2-sound with range-end Inclusive, empty-range AcceptedAndArms",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none",
                "ioctl add-allowlist flags=write nmsrs=0 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none")),
        ForAll("The_order_of_the_stored_ranges_decides_no_call", CallArbitraries.Call, AnyOrder,
            new WrongRule("only the oldest range is compared", rules => rules with
            {
                UnderTheLock = ComparingWith(rules, stored => stored.Take(1)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")),
        ForAll("The_bits_of_a_bitmap_decide_no_call", CallArbitraries.Call, AnyBits,
            new WrongRule("a range that allows nothing is empty", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(AllowlistClauses.EmptyRange, row => row with
                {
                    Condition = That((AllowlistCall call) => call.Argument.Bytes.Skip(16).All(bits => bits == 0)),
                }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")),
        ForAll("More_readable_bytes_change_no_answer_but_EFAULT", CallArbitraries.Call, MoreIsReadable,
            new WrongRule("the argument must end at the page edge", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(AllowlistClauses.UnreadableBitmap, row => row with
                {
                    Condition = That((AllowlistCall call) =>
                        call.Readable != AllowlistLayout.HeaderSize + call.BitmapSize),
                }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")),
        ForAll("A_failing_allocation_is_noticed_exactly_if_the_call_allocates", CallArbitraries.Call, FailureIsNoticed,
            new WrongRule("the copy is allocated before its size is judged", rules => rules with
            {
                Allocates = argument => argument.HasHeader && argument.Header.BitmapSize > 0,
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0x3001 base=0x0 bits=none"),
            new WrongRule("an allocation of no bytes can fail", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.Changing(
                    AllowlistClauses.FailedAllocation,
                    row => row with { Condition = That((AllowlistCall call) => call.AllocationFails) }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")),
        ForAll("What_is_judged_of_the_argument_is_the_same_in_every_VM", CallArbitraries.Call, ArgumentAlone,
            new WrongRule("a full table is seen before the flags", rules => rules with
            {
                OfTheArgument = rules.OfTheArgument.WithRows(
                    rows => rows.Insert(0, AllowlistTable.UnderTheLock.Rows.First(
                        row => row.Case == AllowlistCases.Full))),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x1 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x2 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x2 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x3 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x3 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x4 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x4 bits=none",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")),
        ForAll("A_call_that_fails_leaves_the_VM_as_it_was_but_for_the_lock_that_a_dialect_keeps",
            HistoryArbitraries.AndCall, FailureChangesNothing,
            new WrongRule("a call that fails takes a slot", rules => rules with
            {
                Step = (state, command, readings) =>
                {
                    (VmState after, Outcome outcome) = rules.Step(state, command, readings);
                    return outcome == Outcome.Error(Errno.EINVAL) && command is Command.AddAllowlist
                        ? (after with { Slots = after.Slots.Add(default) }, outcome)
                        : (after, outcome);
                },
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")) with { Consequences = [23] },
    ];

    /// <summary>Rows of both tables: those of the second are asked only if none of the first decides.</summary>
    private static bool FirstRowDecides(Rules rules, AllowlistCall call)
    {
        Row<AllowlistCall> decided = rules.Judge(call);
        IEnumerable<Row<AllowlistCall>> refusals =
            rules.OfTheArgument.Rows.Where(row => row.Case != AllowlistCases.GoesOn);
        Row<AllowlistCall>[] rows = [.. refusals, .. rules.UnderTheLock.Rows];
        return Stands(decided, call) && !rows.TakeWhile(row => row != decided).Any(row => Stands(row, call));
    }

    private static bool PadIsIgnored(Rules rules, AllowlistCall call)
    {
        AllowlistCall ignoring = call with { Readings = call.Readings with { PadWord = PadWord.Ignored } };
        AllowlistCall without = ignoring with { Header = call.Header with { Pad = 0 } };
        return rules.Judge(ignoring).Answer == rules.Judge(without).Answer;
    }

    private static bool DifferAtAChoice(Rules rules, AllowlistCall call, ReadingSet other)
    {
        Row<AllowlistCall> one = rules.First(rules.OfTheArgument, call);
        Row<AllowlistCall> two = rules.First(rules.OfTheArgument, call with { Readings = other });
        Row<AllowlistCall> upper = rules.OfTheArgument.Rows.First(row => row == one || row == two);
        return one == two || upper.Choice is not null;
    }

    private static bool ReadingsAreAboutSomething(Rules rules, AllowlistCall call, ReadingSet other) =>
        rules.Readings.Where(reading => !IsAbout(reading.Number, call)).All(reading =>
            rules.Judge(call with { Readings = reading.WithChoiceOf(call.Readings, other) }) == rules.Judge(call));

    /// <summary>Whether a call is one of those that a reading speaks of.</summary>
    private static bool IsAbout(int reading, AllowlistCall call)
    {
        ulong[] ends = [.. call.Stored.Select(stored => Ranges.SumOf(stored)), call.Sum];
        return reading switch
        {
            1 => ends.Any(end => end < Ranges.Top),
            2 => ends.Any(end => end > Ranges.Top),
            3 => ends.Any(end => end == Ranges.Top),
            4 => call.Count == 0,
            5 => call.Flags == 0,
            6 => call.Pad != 0,
            7 => !call.Stored.IsEmpty,
            8 => call.AllocationFails || call.Readable < AllowlistLayout.HeaderSize + call.BitmapSize,
            20 => Words(call, 32) * 32 != Words(call, 64) * 64 || call.Count > uint.MaxValue - 31,
            _ => false,
        };
    }

    private static long Words(AllowlistCall call, int bits) => (call.Count + (bits - 1L)) / bits;

    private static bool IsMonotone(Rules rules, AllowlistCall call) =>
        rules.Judge(call).Case != AllowlistCases.Stored
        || Enumerable.Range(0, call.Stored.Length).All(slot =>
            rules.Judge(call with { Stored = call.Stored.RemoveAt(slot) }).Case == AllowlistCases.Stored);

    private static bool AnyOrder(Rules rules, AllowlistCall call) =>
        rules.Judge(call) == rules.Judge(call with { Stored = [.. call.Stored.Reverse()] });

    private static bool AnyBits(Rules rules, AllowlistCall call)
    {
        if (!call.Argument.HasHeader)
        {
            return true;
        }

        ImmutableArray<byte> bytes = call.Argument.Bytes;
        UserBuffer turned = new([
            .. bytes[..AllowlistLayout.HeaderSize],
            .. bytes[AllowlistLayout.HeaderSize..].Select(bits => (byte)~bits),
        ]);
        return rules.Judge(call) == rules.Judge(call with { Argument = turned });
    }

    private static bool MoreIsReadable(Rules rules, AllowlistCall call)
    {
        UserBuffer longer = new([.. call.Argument.Bytes, .. new byte[MoreBytes]]);
        return call.Readable < AllowlistLayout.HeaderSize
            || call.Readable < AllowlistLayout.HeaderSize + call.BitmapSize
            || rules.Judge(call) == rules.Judge(call with { Argument = longer });
    }

    private static bool FailureIsNoticed(Rules rules, AllowlistCall call) =>
        rules.Allocates(call.Argument)
        == (rules.Judge(call with { AllocationFails = true }) != rules.Judge(call with { AllocationFails = false }));

    private static bool ArgumentAlone(Rules rules, AllowlistCall call) =>
        rules.First(rules.OfTheArgument, call)
        == rules.First(rules.OfTheArgument, call with { Stored = [], LockHeld = false });

    private static bool FailureChangesNothing(Rules rules, Given before, Command.AddAllowlist call)
    {
        VmState state = rules.After(before);
        (VmState after, Outcome outcome) = rules.Step(state, call, before.Readings);
        bool keepsTheLock = before.Readings.LockOnRejection == LockOnRejection.Kept && after.LockHeld;
        return outcome.Kind != OutcomeKind.Error || Rules.Same(after, state with
        {
            Failure = after.Failure,
            ArgumentChanges = false,
            LockHeld = keepsTheLock || state.LockHeld,
        });
    }

    private static bool Stands(Row<AllowlistCall> row, AllowlistCall call) =>
        row.Choice?.IsMade(call.Readings) != false && row.Condition?.Holds(call) != false;

    private static Table<AllowlistCall> ComparingWith(
        Rules rules, Func<ImmutableArray<AllowlistRange>, IEnumerable<AllowlistRange>> some) =>
        rules.UnderTheLock.Changing(AllowlistClauses.Overlap, row => row with
        {
            Condition = OfSome<AllowlistCall, AllowlistRange>(
                call => [.. some(call.Stored)],
                (call, stored) => Ranges.Overlap(call.Range, stored, call.Readings)),
        });
}
