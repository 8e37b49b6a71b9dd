using System.Globalization;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>The text form of outcomes. Printing and parsing are inverse to each other.</summary>
public static class OutcomeText
{
    /// <summary>Writes an outcome.</summary>
    public static string Print(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Success => Words.Ok,
        OutcomeKind.Error => outcome.Errno.ToString(),
        OutcomeKind.Value => $"{Words.Value} {Hex(outcome.Data)}",
        OutcomeKind.Unprocessed => Words.Unprocessed,
        OutcomeKind.Retired => Words.Retired,
        OutcomeKind.RetiredRead => $"{Words.Retired} {Hex(outcome.Data)}",
        OutcomeKind.Fault => PrintFault(outcome),
        OutcomeKind.Exit => PrintExit(outcome),
        OutcomeKind.Blocked => Words.Blocked,
        OutcomeKind.Oops => $"{Words.Oops} {PrintOops((OopsKind)outcome.Code)}",
        OutcomeKind.Refused => $"{Words.Refused} {PrintRefusal((RefusalReason)outcome.Code)}",
        OutcomeKind.Destroyed => FormattableString.Invariant($"{Words.Destroyed} {Words.Leaked}{outcome.Data}"),
        OutcomeKind.Shutdown => Words.Shutdown,
        OutcomeKind.Unimplemented => $"{Words.Unimplemented} {Hex(outcome.Data)}",
        OutcomeKind.OutOfBudget => Words.OutOfBudget,
    };

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
            Words.Retired => ParseRetired(cursor),
            Words.Exit => ParseExit(cursor),
            Words.Blocked => Outcome.Blocked,
            Words.Oops => Outcome.Oops(ParseOops(cursor)),
            Words.Refused => Outcome.Refused(ParseRefusal(cursor)),
            Words.Destroyed => Outcome.Destroyed((int)cursor.KeyedNumber(Words.Leaked, int.MaxValue)),
            Words.Shutdown => Outcome.Shutdown,
            Words.Unimplemented => Outcome.Unimplemented(cursor.Number("the bytes", ulong.MaxValue)),
            Words.OutOfBudget => Outcome.OutOfBudget,
            Words.InvalidOpcode => Outcome.InvalidOpcode,
            Words.GeneralProtection => Outcome.Fault(Vector.GeneralProtection, hasErrorCode: false, 0),
            _ => ParseErrnoOrFault(word, at, cursor),
        };
    }

    private static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static string PrintFault(Outcome outcome)
    {
        string name = (Vector)outcome.Code switch
        {
            Vector.InvalidOpcode => Words.InvalidOpcode,
            Vector.GeneralProtection => Words.GeneralProtection,
        };
        return outcome.HasErrorCode ? string.Create(CultureInfo.InvariantCulture, $"{name}({outcome.Data})") : name;
    }

    private static string PrintExit(Outcome outcome) => (ExitReason)outcome.Code switch
    {
        ExitReason.ReadMsr => $"{Words.Exit} {Words.ReadMsr} {Hex(outcome.Index)} {Hex(outcome.Data)}",
        ExitReason.WriteMsr => $"{Words.Exit} {Words.WriteMsr} {Hex(outcome.Index)} {Hex(outcome.Data)}",
    };

    private static string PrintOops(OopsKind oops) => oops switch
    {
        OopsKind.FreeOfErrorPointer => Words.FreeOfErrorPointer,
        OopsKind.FreeOfNonAllocation => Words.FreeOfNonAllocation,
        OopsKind.UnlockOfFreeMutex => Words.UnlockOfFreeMutex,
    };

    private static string PrintRefusal(RefusalReason reason) => reason switch
    {
        RefusalReason.ExitPending => Words.ExitPending,
        RefusalReason.NoExitPending => Words.NoExitPending,
    };

    private static Outcome ParseRetired(Cursor cursor) =>
        cursor.AtEnd || cursor.NextIs(Words.Got)
            ? Outcome.Retired
            : Outcome.RetiredRead(cursor.Number("the value read", ulong.MaxValue));

    private static Outcome ParseExit(Cursor cursor)
    {
        int at = cursor.Position;
        ExitReason reason = ExitReason.ReadMsr;
        switch (cursor.Word("rdmsr or wrmsr"))
        {
            case Words.ReadMsr:
                break;
            case Words.WriteMsr:
                reason = ExitReason.WriteMsr;
                break;
            default:
                cursor.FailAt(at, "expected rdmsr or wrmsr after exit");
                break;
        }

        uint index = (uint)cursor.Number("the MSR index", uint.MaxValue);
        return Outcome.Exit(reason, index, cursor.Number("the data", ulong.MaxValue));
    }

    private static OopsKind ParseOops(Cursor cursor)
    {
        int at = cursor.Position;
        switch (cursor.Word("the kind of oops"))
        {
            case Words.FreeOfErrorPointer:
                return OopsKind.FreeOfErrorPointer;
            case Words.FreeOfNonAllocation:
                return OopsKind.FreeOfNonAllocation;
            case Words.UnlockOfFreeMutex:
                return OopsKind.UnlockOfFreeMutex;
            default:
                cursor.FailAt(at, "unknown kind of oops");
                return default;
        }
    }

    private static RefusalReason ParseRefusal(Cursor cursor)
    {
        int at = cursor.Position;
        switch (cursor.Word("the reason of refusal"))
        {
            case Words.ExitPending:
                return RefusalReason.ExitPending;
            case Words.NoExitPending:
                return RefusalReason.NoExitPending;
            default:
                cursor.FailAt(at, "unknown reason of refusal");
                return default;
        }
    }

    private static Outcome ParseErrnoOrFault(string word, int at, Cursor cursor)
    {
        if (Enum.TryParse(word, out Errno errno) && errno.ToString() == word)
        {
            return Outcome.Error(errno);
        }

        string prefix = Words.GeneralProtection + "(";
        if (word.StartsWith(prefix, StringComparison.Ordinal) && word.EndsWith(')'))
        {
            ulong code = cursor.NumberIn(word[prefix.Length..^1], at + prefix.Length, "the error code", uint.MaxValue);
            return Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, (uint)code);
        }

        cursor.FailAt(at, $"unknown outcome '{word}'");
        return Outcome.Success;
    }
}
