using System.Runtime.InteropServices;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Sequences;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are the journal that a checker which died left behind: its sequence is read, or nothing is. The first byte
/// chooses: bit 0 a whole file, where zeros stand behind the bytes; bit 1 a header that is right, before them; bit 2
/// that what would be the first slot is the second one.
/// </summary>
[GuidedBy("MsrSpec.Checker.Counterexamples.InFlightFormat")]
internal sealed class JournalTarget : IFuzzTarget
{
    private const byte IsWhole = 1;
    private const byte HasHeader = 2;
    private const byte InSecondSlot = 4;
    private const int FewWords = 16;

    private readonly byte[] _file = new byte[InFlightFormat.FileSize];

    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public string Summary => "the journal of a checker that died: what is read is what stands there";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 1 + InFlightFormat.SlotOffset(1) + ((1 + FewWords) * sizeof(ulong));

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.JournalFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        byte form = input.IsEmpty ? (byte)0 : input[0];
        int used = Fill(form, input.IsEmpty ? [] : input[1..]);
        ReadOnlySpan<byte> file = (form & IsWhole) != 0 ? _file : _file.AsSpan(0, used);
        bool isEmpty = InFlightFormat.IsEmpty(file);
        return InFlightFormat.Decode(file) is { } inFlight ? Judge(file, isEmpty, inFlight) : null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        byte form = input.IsEmpty ? (byte)0 : input[0];
        int used = Fill(form, input.IsEmpty ? [] : input[1..]);
        InFlight? inFlight = (form & IsWhole) != 0 ? InFlightFormat.Decode(_file) : null;
        string read = inFlight is null
            ? "no sequence"
            : FormattableString.Invariant($"{inFlight.Commands.Count} commands of {inFlight.Machine}");
        return new Explanation($"{read}\n{Convert.ToHexStringLower(_file.AsSpan(0, used))}");
    }

    private static string? Judge(ReadOnlySpan<byte> file, bool isEmpty, InFlight inFlight)
    {
        int slot = InFlightFormat.SlotOffset(MemoryMarshal.Read<long>(file[InFlightFormat.CurrentOffset..]));
        long count = MemoryMarshal.Read<long>(file[slot..]);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(file[(slot + sizeof(long))..]);
        byte[] header = InFlightFormat.Header(inFlight.Machine, inFlight.Reference);
        bool isText = !inFlight.Machine.Contains('\uFFFD', StringComparison.Ordinal)
            && !inFlight.Reference.Contains('\uFFFD', StringComparison.Ordinal);
        return isEmpty ? "a journal without a sequence has one"
            : count is not (> 0 and <= InFlightFormat.MaxWords) ? "the sequence has no length that one can have"
            : !inFlight.Commands.SequenceEqual(CommandWords.Decode(words[..(int)count]))
                ? "the commands are not those of the slot's words"
            : isText && !file[..InFlightFormat.HeaderSize].StartsWith(header.AsSpan(0, header.Length - 1))
                ? "the names are not those of the header"
            : null;
    }

    /// <summary>Lays the bytes out as a file.</summary>
    /// <returns>The bytes of it, without the zeros behind them.</returns>
    private int Fill(byte form, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, MaxLength)];
        for (int part = 1; part <= InFlightFormat.Slots; part++)
        {
            _file.AsSpan(InFlightFormat.SlotOffset(part), MaxLength).Clear();
        }

        _file.AsSpan(0, InFlightFormat.SlotOffset(1)).Clear();
        int start = 0;
        if ((form & HasHeader) != 0)
        {
            InFlightFormat.Header(MachineRegistry.Posted.Name, Dialect.Sound.Name).CopyTo(_file, 0);
            start = InFlightFormat.CurrentOffset;
        }

        int first = InFlightFormat.SlotOffset(1);
        int slot = (form & InSecondSlot) != 0 ? InFlightFormat.SlotOffset(2) : first;
        int before = Math.Min(bytes.Length, first - start);
        bytes[..before].CopyTo(_file.AsSpan(start));
        ReadOnlySpan<byte> behind = bytes[before..];
        behind.CopyTo(_file.AsSpan(slot));
        return behind.IsEmpty ? start + before : slot + behind.Length;
    }
}
