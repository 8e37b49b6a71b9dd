using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>Reads one view up to the end of its line; an error is kept by the cursor.</summary>
/// <param name="cursor">The line.</param>
internal sealed class ViewParser(Cursor cursor)
{
    private static readonly string[] RegisterNames = [Words.Rax, Words.Rcx, Words.Rdx, Words.Rip];

    private readonly List<ViewField> _unknown = [];

    /// <summary>Reads the view; it counts only if the cursor keeps no error.</summary>
    public Observation Parse()
    {
        Expect(Words.View);
        int vcpu = (int)cursor.KeyedNumber(Words.Vcpu, IMachine.VcpuCount - 1);
        int slots = Count(ViewField.Slots, Words.Slots);
        bool lockFree = Choice(ViewField.Lock, Words.LockState, Words.Free, Words.Held);
        int allocations = Count(ViewField.Allocations, Words.Allocations);
        bool userSpaceMsr = Choice(ViewField.UserSpaceMsr, Words.UserSpaceMsr, Words.On, Words.Off);
        bool exitPending = Choice(ViewField.ExitPending, Words.ExitState, Words.Yes, Words.No);
        GuestRegisters registers = Registers();
        Expect(Words.Msr);
        int msrAt = cursor.Position;
        (uint index, bool present, ulong value) = Msr();
        Expect(Words.Decisions);
        (ImmutableArray<uint> indices, ulong decisions) = Decisions();
        if (indices[0] != index)
        {
            cursor.FailAt(msrAt, Invariant($"the MSR is the first of the decisions, 0x{indices[0]:x}"));
        }

        View view = new(
            slots, lockFree, allocations, userSpaceMsr, exitPending, registers, present, value, decisions);
        return new Observation(vcpu, indices, view with { Unknown = ViewFieldSet.Of(_unknown) });
    }

    private void Expect(string word)
    {
        if (!cursor.TryTake(word))
        {
            cursor.Fail($"expected {word}");
        }
    }

    private int Count(ViewField field, string key) =>
        Known(field, key, "NUMBER", out int at) is { } text ? cursor.SignedIn(text, at, key.TrimEnd('=')) : 0;

    private bool Choice(ViewField field, string key, string yes, string no)
    {
        string meaning = $"{yes}|{no}|{Words.Unknown}";
        string? text = Known(field, key, meaning, out int at);
        if (text is not null && text != yes && text != no)
        {
            cursor.FailAt(at, $"expected {meaning}, not '{text}'");
        }

        return text == yes;
    }

    private GuestRegisters Registers()
    {
        string meaning = $"{string.Join("N,", RegisterNames)}N";
        if (Known(ViewField.Registers, Words.Registers, meaning, out int at) is not { } text)
        {
            return default;
        }

        string[] parts = text.Split(',');
        ulong[] numbers = new ulong[RegisterNames.Length];
        int offset = 0;
        for (int i = 0; i < RegisterNames.Length; i++)
        {
            string name = RegisterNames[i];
            if (parts.Length != RegisterNames.Length || !parts[i].StartsWith(name, StringComparison.Ordinal))
            {
                cursor.FailAt(at, $"expected {meaning}, not '{text}'");
                return default;
            }

            string number = parts[i][name.Length..];
            if (name == Words.Rip)
            {
                offset = cursor.SignedIn(number, at + name.Length, name.TrimEnd('+', ':'));
            }
            else
            {
                numbers[i] = cursor.NumberIn(number, at + name.Length, name.TrimEnd(':'), ulong.MaxValue);
            }

            at += parts[i].Length + 1;
        }

        return new GuestRegisters(numbers[0], numbers[1], numbers[2], offset);
    }

    private (uint Index, bool Present, ulong Value) Msr()
    {
        (uint index, string text, int at) = Pair("INDEX=VALUE");
        if (text == Words.Unknown)
        {
            _unknown.Add(ViewField.Msr);
            return (index, false, 0);
        }

        const string AbsentWith = Words.Absent + ":";
        return text == Words.Absent ? (index, false, 0)
            : text.StartsWith(AbsentWith, StringComparison.Ordinal)
                ? (index, false, Value(text[AbsentWith.Length..], at + AbsentWith.Length))
            : (index, true, Value(text, at));
    }

    private ulong Value(string text, int at) => cursor.NumberIn(text, at, "the value", ulong.MaxValue);

    private (ImmutableArray<uint> Indices, ulong Decisions) Decisions()
    {
        ImmutableArray<uint>.Builder indices = ImmutableArray.CreateBuilder<uint>();
        ulong decisions = 0;
        int unknown = 0;
        do
        {
            int start = cursor.Position;
            (uint index, string text, int at) = Pair("INDEX=DECISION");
            if (indices.Count == View.MaxIndices)
            {
                cursor.FailAt(start, Invariant($"a view has at most {View.MaxIndices} indices"));
                break;
            }

            unknown += text == Words.Unknown ? 1 : 0;
            decisions |= Decision(text, at) << (2 * indices.Count);
            indices.Add(index);
            if (unknown > 0 && unknown < indices.Count)
            {
                cursor.FailAt(at, "the decisions are all known, or none is");
            }
        }
        while (!cursor.AtEnd);

        if (unknown > 0)
        {
            _unknown.Add(ViewField.Decisions);
        }

        return (indices.ToImmutable(), decisions);
    }

    private ulong Decision(string text, int at)
    {
        switch (text)
        {
            case Words.ReadAllowed:
                return 1;
            case Words.WriteAllowed:
                return 2;
            case Words.BothAllowed:
                return 3;
            case Words.None or Words.Unknown:
                return 0;
            default:
                cursor.FailAt(at, $"expected {Words.None}|{Words.ReadAllowed}|{Words.WriteAllowed}|"
                    + $"{Words.BothAllowed}|{Words.Unknown}, not '{text}'");
                return 0;
        }
    }

    /// <summary>Takes an MSR index, and what is said of it behind an equals sign.</summary>
    private (uint Index, string Text, int At) Pair(string meaning)
    {
        int at = cursor.Position;
        string word = cursor.Word(meaning);
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            cursor.FailAt(at, $"expected {meaning}, not '{word}'");
            return (0, string.Empty, at);
        }

        uint index = cursor.IndexIn(word[..equals], at, "the MSR index");
        return (index, word[(equals + 1)..], at + equals + 1);
    }

    /// <summary>Takes what stands behind a key; null if that is unknown, or the key is not there.</summary>
    private string? Known(ViewField field, string key, string meaning, out int at)
    {
        at = cursor.Position + key.Length;
        if (!cursor.TryTakeKey(key, out string value))
        {
            cursor.Fail($"expected {key}{meaning}");
            return null;
        }

        cursor.Pass();
        if (value != Words.Unknown)
        {
            return value;
        }

        _unknown.Add(field);
        return null;
    }
}
