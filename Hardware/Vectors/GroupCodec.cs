using System.Numerics;
using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Vectors;

/// <summary>
/// One group in a vector file. An input is kept as its difference from the background that its seed gives, a result as
/// its difference from the input: a mask of the words that changed, and for each the exclusive or.
/// </summary>
internal static class GroupCodec
{
    private const int MaxLength = 15;

    internal static void Write(BinaryWriter writer, RecordedGroup recorded)
    {
        TestGroup group = recorded.Group;
        writer.Write((byte)group.Bits);
        writer.Write((byte)group.Code.Length);
        writer.Write(group.Code);
        writer.Write((byte)group.Arena);
        writer.Write((ushort)group.Window);
        writer.Write(group.Seed);
        writer.Write((byte)group.Inputs.Length);
        for (int index = 0; index < group.Inputs.Length; index++)
        {
            CaseContext before = default;
            Background.Fill(CaseRandom.Derive(group.Seed, (ulong)index), group.Bits, ref before);
            WriteChange(writer, in before, in group.Inputs[index]);
            WriteChange(writer, in group.Inputs[index], in recorded.Results[index]);
            writer.Write((ushort)recorded.Results[index].Flags);
            writer.Write((byte)recorded.Results[index].Landing);
        }
    }

    internal static RecordedGroup Read(BinaryReader reader)
    {
        int bits = reader.ReadByte();
        int length = reader.ReadByte();
        if (!CodeWidths.All.Contains(bits) || length > MaxLength)
        {
            throw new InvalidDataException();
        }

        byte[] code = reader.ReadBytes(length);
        int arena = reader.ReadByte() % Arena.Count;
        uint window = reader.ReadUInt16();
        ulong seed = reader.ReadUInt64();
        var inputs = new CaseContext[reader.ReadByte()];
        var results = new CaseContext[inputs.Length];
        for (int index = 0; index < inputs.Length; index++)
        {
            Background.Fill(CaseRandom.Derive(seed, (ulong)index), bits, ref inputs[index]);
            ReadChange(reader, ref inputs[index]);
            results[index] = inputs[index];
            ReadChange(reader, ref results[index]);
            results[index].Flags = reader.ReadUInt16();
            results[index].Landing = reader.ReadByte();
        }

        ulong address = Arena.OriginOf(bits, arena) + Arena.SlotOf(bits);
        var decoder = Decoder.Create(bits, new ByteArrayCodeReader(code), address);
        decoder.Decode(out Instruction instruction);
        var group = new TestGroup(Number: 0, bits, code, instruction, arena, window, seed, inputs);
        return new RecordedGroup(group, results);
    }

    private static void WriteChange(BinaryWriter writer, in CaseContext before, in CaseContext after)
    {
        WriteWords(writer, before.Registers, after.Registers);
        WriteWords(
            writer, MemoryMarshal.Cast<byte, ulong>((ReadOnlySpan<byte>)before.Window),
            MemoryMarshal.Cast<byte, ulong>((ReadOnlySpan<byte>)after.Window));
    }

    private static void ReadChange(BinaryReader reader, ref CaseContext context)
    {
        ReadWords(reader, context.Registers);
        ReadWords(reader, MemoryMarshal.Cast<byte, ulong>((Span<byte>)context.Window));
    }

    private static void WriteWords(BinaryWriter writer, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        uint changed = 0;
        for (int index = 0; index < before.Length; index++)
        {
            changed |= before[index] == after[index] ? 0 : 1U << index;
        }

        writer.Write((ushort)changed);
        for (; changed != 0; changed &= changed - 1)
        {
            int index = BitOperations.TrailingZeroCount(changed);
            writer.Write7BitEncodedInt64((long)(before[index] ^ after[index]));
        }
    }

    private static void ReadWords(BinaryReader reader, Span<ulong> words)
    {
        for (uint changed = reader.ReadUInt16(); changed != 0; changed &= changed - 1)
        {
            int index = BitOperations.TrailingZeroCount(changed);
            if (index >= words.Length)
            {
                throw new InvalidDataException();
            }

            words[index] ^= (ulong)reader.Read7BitEncodedInt64();
        }
    }
}
