using System.Buffers.Binary;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Breaks a good object in one to eight places, by a seed: headers more often than code.</summary>
internal static class ObjectMutator
{
    private const int MostChanges = 8;

    private static readonly ulong[] Extremes =
    [
        0, 1, 7, 63, 0x1000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFF0, ulong.MaxValue,
    ];

    public static byte[] Mutate(byte[] good, int seed)
    {
        Random random = new(seed);
        ElfBytes whole = new(good);
        byte[] bytes = [.. good];
        int changes = random.Next(1, MostChanges + 1);
        for (int i = 0; i < changes; i++)
        {
            Change(bytes, PlaceIn(whole, random), random);
        }

        return random.Next(16) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>A place in the file's header, in a section's, in a table of symbols or relocations, or anywhere.
    /// </summary>
    private static int PlaceIn(ElfBytes whole, Random random) => random.Next(5) switch
    {
        0 => random.Next(ElfBytes.HeaderSize),
        1 => whole.Table + random.Next(whole.Count * ElfBytes.HeaderSize),
        2 => whole.ContentOf(whole[".symtab"]) + random.Next(256),
        3 => whole.ContentOf(whole[".rela.text"]) + random.Next(256),
        _ => random.Next(whole.Bytes.Length),
    };

    private static void Change(byte[] bytes, int at, Random random)
    {
        Span<byte> place = bytes.AsSpan(Math.Min(at & ~3, bytes.Length - sizeof(ulong)));
        ulong extreme = Extremes[random.Next(Extremes.Length)];
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                BinaryPrimitives.WriteUInt32LittleEndian(place, (uint)extreme);
                break;
            case 3:
                BinaryPrimitives.WriteUInt64LittleEndian(place, extreme);
                break;
            default:
                bytes.AsSpan(random.Next(bytes.Length - sizeof(ulong)), sizeof(ulong)).CopyTo(place);
                break;
        }
    }
}
