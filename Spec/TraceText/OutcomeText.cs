using System.Globalization;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// The text form of outcomes. Printing and parsing are inverse to each other, for whatever a machine may answer: a
/// number that has no name is written as such.
/// </summary>
public static class OutcomeText
{
    private static readonly (uint Number, string Name)[] ExitNames =
    [
        ((uint)ExitReason.ReadMsr, Words.ReadMsr),
        ((uint)ExitReason.WriteMsr, Words.WriteMsr),
    ];

    private static readonly (uint Number, string Name)[] WhyNames =
    [
        ((uint)MsrExitReasons.Invalid, Words.InvalidReason),
        ((uint)MsrExitReasons.Unknown, Words.UnknownReason),
        ((uint)MsrExitReasons.Filter, Words.FilterReason),
    ];

    private static readonly (uint Number, string Name)[] OopsNames =
    [
        ((uint)OopsKind.FreeOfErrorPointer, Words.FreeOfErrorPointer),
        ((uint)OopsKind.FreeOfNonAllocation, Words.FreeOfNonAllocation),
        ((uint)OopsKind.UnlockOfFreeMutex, Words.UnlockOfFreeMutex),
        ((uint)OopsKind.UnlockedChange, Words.UnlockedChange),
        ((uint)OopsKind.UnlockedJudgement, Words.UnlockedJudgement),
        ((uint)OopsKind.LockTakenAgain, Words.LockTakenAgain),
        ((uint)OopsKind.LockOutsideACall, Words.LockOutsideACall),
        ((uint)OopsKind.AllocationUnderLock, Words.AllocationUnderLock),
        ((uint)OopsKind.UserCopyUnderLock, Words.UserCopyUnderLock),
        ((uint)OopsKind.SecondRead, Words.SecondRead),
        ((uint)OopsKind.ReadBehindTheArgument, Words.ReadBehindTheArgument),
        ((uint)OopsKind.InvalidAccess, Words.InvalidAccess),
        ((uint)OopsKind.SleepInAtomicContext, Words.SleepInAtomicContext),
        ((uint)OopsKind.LockOrder, Words.LockOrder),
        ((uint)OopsKind.UninitializedRead, Words.UninitializedRead),
        ((uint)OopsKind.Warning, Words.Warning),
        ((uint)OopsKind.Bug, Words.Bug),
        ((uint)OopsKind.SoftLockup, Words.SoftLockup),
    ];

    private static readonly (uint Number, string Name)[] RefusalNames =
    [
        ((uint)RefusalReason.ExitPending, Words.ExitPending),
        ((uint)RefusalReason.NoExitPending, Words.NoExitPending),
        ((uint)RefusalReason.NoSlotLeft, Words.NoSlotLeft),
    ];

    private static readonly (uint Number, string Name)[] ErrnoNames =
        [.. Enum.GetValues<Errno>().Select(errno => ((uint)errno, errno.ToString()))];

    /// <summary>Writes an outcome; a code that has no name as its number.</summary>
    public static string Print(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Success => Words.Ok,
        OutcomeKind.Error => Enum.IsDefined(outcome.Errno)
            ? outcome.Errno.ToString()
            : $"{Words.ErrnoNumber} {Number(outcome.Code)}",
        OutcomeKind.Value => $"{Words.Value} {Hex(outcome.Data)}",
        OutcomeKind.Unprocessed => Words.Unprocessed,
        OutcomeKind.Allowed => Words.Allowed,
        OutcomeKind.Denied => Words.Denied,
        OutcomeKind.Intercepted => Words.Intercepted,
        OutcomeKind.PassedThrough => Words.PassedThrough,
        OutcomeKind.Retired => Words.Retired,
        OutcomeKind.RetiredRead => $"{Words.Retired} {Hex(outcome.Data)}",
        OutcomeKind.Fault => PrintFault(outcome),
        OutcomeKind.Exit => PrintExit(outcome),
        OutcomeKind.Blocked => Words.Blocked,
        OutcomeKind.Oops => $"{Words.Oops} {NameOf(OopsNames, outcome.Code)}",
        OutcomeKind.Refused => $"{Words.Refused} {NameOf(RefusalNames, outcome.Code)}",
        OutcomeKind.Destroyed => FormattableString.Invariant($"{Words.Destroyed} {Words.Leaked}{outcome.Data}"),
        OutcomeKind.Shutdown => Words.Shutdown,
        OutcomeKind.Unimplemented => $"{Words.Unimplemented} {Hex(outcome.Data)}",
        OutcomeKind.OutOfBudget => Words.OutOfBudget,
        OutcomeKind.Crashed => PrintCrash(CrashSite.Numbered(outcome.Code)),
        OutcomeKind.Hung => Words.Hung,
    };

    /// <summary>How every crash with an exception of a type begins, wherever that was thrown.</summary>
    public static string PrintCrash(string type) => $"{Words.Crashed} {type} {Words.At} ";

    /// <summary>Reads an outcome; an error is kept by the cursor.</summary>
    internal static Outcome Parse(Cursor cursor)
    {
        int at = cursor.Position;
        string word = cursor.Word("an outcome");
        return word switch
        {
            Words.Ok => Outcome.Success,
            Words.Value => Outcome.Value(cursor.Number("the value", ulong.MaxValue)),
            Words.Unprocessed => Outcome.Unprocessed,
            Words.Allowed => Outcome.Allowed,
            Words.Denied => Outcome.Denied,
            Words.Intercepted => Outcome.Intercepted,
            Words.PassedThrough => Outcome.PassedThrough,
            Words.Retired => ParseRetired(cursor),
            Words.Exit => ParseExit(cursor),
            Words.Blocked => Outcome.Blocked,
            Words.Oops => Outcome.Oops((OopsKind)ParseNamed(cursor, OopsNames, "kind of oops")),
            Words.Refused => Outcome.Refused(
                (RefusalReason)ParseNamed(cursor, RefusalNames, "reason of a refusal")),
            Words.ErrnoNumber => Outcome.Error((Errno)ParseNamed(cursor, ErrnoNames, "errno")),
            Words.Destroyed => Outcome.Destroyed((int)cursor.KeyedNumber(Words.Leaked, uint.MaxValue)),
            Words.Shutdown => Outcome.Shutdown,
            Words.Unimplemented => Outcome.Unimplemented(cursor.Number("the bytes", ulong.MaxValue)),
            Words.OutOfBudget => Outcome.OutOfBudget,
            Words.Crashed => ParseCrash(cursor),
            Words.Hung => Outcome.Hung,
            _ => ParseErrnoOrFault(word, at, cursor),
        };
    }

    private static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private static string PrintFault(Outcome outcome)
    {
        string name = VectorText.Print(outcome.Code);
        return outcome.HasErrorCode ? string.Create(CultureInfo.InvariantCulture, $"{name}({outcome.Data})") : name;
    }

    private static string PrintExit(Outcome outcome)
    {
        string reason = NameOf(ExitNames, (uint)outcome.ExitReason);
        string why = outcome.Why == MsrExitReasons.None
            ? string.Empty : $" {Words.Reason}{NameOf(WhyNames, (uint)outcome.Why)}";
        return $"{Words.Exit} {reason} {Hex(outcome.Index)} {Hex(outcome.Data)}{why}";
    }

    private static string PrintCrash(CrashSite site) => PrintCrash(site.Type) + site.Place;

    private static string NameOf((uint Number, string Name)[] names, uint number)
    {
        int place = Array.FindIndex(names, name => name.Number == number);
        return place < 0 ? Number(number) : names[place].Name;
    }

    /// <summary>Reads a name, or the number of something that has none.</summary>
    private static uint ParseNamed(Cursor cursor, (uint Number, string Name)[] names, string meaning)
    {
        int at = cursor.Position;
        string word = cursor.Word(meaning);
        int place = Array.FindIndex(names, name => name.Name == word);
        if (place >= 0)
        {
            return names[place].Number;
        }

        bool isNumber = uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        if (!isNumber || NameOf(names, number) != word)
        {
            cursor.FailAt(at, $"unknown {meaning} '{word}'");
        }

        return number;
    }

    private static Outcome ParseRetired(Cursor cursor) =>
        cursor.AtEnd || cursor.NextIs(Words.Got)
            ? Outcome.Retired
            : Outcome.RetiredRead(cursor.Number("the value read", ulong.MaxValue));

    private static Outcome ParseCrash(Cursor cursor)
    {
        string type = cursor.Word("the type of an exception");
        int at = cursor.Position;
        if (cursor.Word($"'{Words.At}'") != Words.At)
        {
            cursor.FailAt(at, $"expected '{Words.At}'");
        }

        return Outcome.Crashed(new CrashSite(type, cursor.Word("the method that threw it")));
    }

    private static Outcome ParseExit(Cursor cursor)
    {
        uint reason = ParseNamed(cursor, ExitNames, "reason of an exit");
        uint index = cursor.Index("the MSR index");
        ulong data = cursor.Number("the data", ulong.MaxValue);
        return Outcome.Exit((ExitReason)reason, index, data, ParseWhy(cursor));
    }

    private static MsrExitReasons ParseWhy(Cursor cursor)
    {
        if (!cursor.TryTakeKey(Words.Reason, out string name))
        {
            return MsrExitReasons.None;
        }

        int place = Array.FindIndex(WhyNames, known => known.Name == name);
        if (place < 0)
        {
            return (MsrExitReasons)cursor.KeyedNumber(Words.Reason, ushort.MaxValue);
        }

        cursor.Pass();
        return (MsrExitReasons)WhyNames[place].Number;
    }

    private static Outcome ParseErrnoOrFault(string word, int at, Cursor cursor)
    {
        if (Enum.TryParse(word, out Errno errno) && errno.ToString() == word)
        {
            return Outcome.Error(errno);
        }

        int bracket = word.EndsWith(')') ? word.IndexOf('(', StringComparison.Ordinal) : -1;
        bool hasCode = bracket >= 0;
        if (VectorText.Parse(hasCode ? word[..bracket] : word) is { } vector)
        {
            ulong code = hasCode
                ? cursor.NumberIn(word[(bracket + 1)..^1], at + bracket + 1, "the error code", uint.MaxValue)
                : 0;
            return Outcome.Fault((Vector)vector, hasCode, (uint)code);
        }

        cursor.FailAt(at, $"unknown outcome '{word}'");
        return Outcome.Success;
    }
}
