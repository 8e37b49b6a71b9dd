using System.Runtime.InteropServices;
using System.Text;
using MsrSpec.Checker.Sequences;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// The file of an <see cref="InFlightJournal"/>: a header of text lines, the number of the current slot (from 1; 0 for
/// none), and two slots, each a number of words and the words.
/// </summary>
public static class InFlightFormat
{
    /// <summary>The bytes of the header; behind its lines are zeros.</summary>
    public const int HeaderSize = 512;

    /// <summary>Where the number of the current slot stands.</summary>
    public const int CurrentOffset = HeaderSize;

    /// <summary>How many slots there are, numbered from 1.</summary>
    public const int Slots = 2;

    /// <summary>The most words of a sequence.</summary>
    public const int MaxWords = 1 << 16;

    /// <summary>The bytes of a whole file.</summary>
    public const int FileSize = FirstSlotOffset + (Slots * SlotSize);

    private const string Name = "msrspec-in-flight ";
    private const string Magic = Name + "1";
    private const int FirstSlotOffset = CurrentOffset + sizeof(long);
    private const int SlotSize = sizeof(long) + (MaxWords * sizeof(ulong));

    /// <summary>The header's lines in UTF-8: format, machine, reference.</summary>
    /// <param name="machine">The machine's name.</param>
    /// <param name="reference">The reference's name.</param>
    public static byte[] Header(string machine, string reference) =>
        Encoding.UTF8.GetBytes($"{Magic}\n{machine}\n{reference}\n");

    /// <summary>Where a slot begins, in bytes from the start of the file.</summary>
    /// <param name="slot">The slot, 1 or 2.</param>
    public static int SlotOffset(long slot) => FirstSlotOffset + ((int)(slot - 1) * SlotSize);

    /// <summary>Whether a file that begins so is a journal, of this version or another.</summary>
    public static bool IsJournal(ReadOnlySpan<byte> file) => file.StartsWith(Encoding.UTF8.GetBytes(Name));

    /// <summary>
    /// Whether a journal of this version holds no sequence: the checker died before the first, perhaps while the file
    /// got its blocks, or behind the last.
    /// </summary>
    public static bool IsEmpty(ReadOnlySpan<byte> file) =>
        file.StartsWith(Encoding.UTF8.GetBytes(Magic + '\n'))
        && (file.Length < FileSize
            || (file.Length == FileSize && MemoryMarshal.Read<long>(file[CurrentOffset..]) == 0));

    /// <summary>The sequence in a file, or null if it is none of this format or holds none.</summary>
    public static InFlight? Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length != FileSize)
        {
            return null;
        }

        string[] header = Encoding.UTF8.GetString(file[..HeaderSize]).Split('\n');
        long current = MemoryMarshal.Read<long>(file[CurrentOffset..]);
        if (header is not [Magic, _, _, ..] || current is not (> 0 and <= Slots))
        {
            return null;
        }

        ReadOnlySpan<byte> slot = file.Slice(SlotOffset(current), SlotSize);
        long count = MemoryMarshal.Read<long>(slot);
        return count is > 0 and <= MaxWords
            ? new InFlight(
                header[1],
                header[2],
                CommandWords.Decode(MemoryMarshal.Cast<byte, ulong>(slot[sizeof(long)..])[..(int)count]))
            : null;
    }
}
