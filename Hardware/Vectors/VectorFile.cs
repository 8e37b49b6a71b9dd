using System.IO.Compression;

namespace MsrSpec.Hardware.Vectors;

/// <summary>
/// The file of frozen results. Its format is described in <c>docs/hardware.md</c>: a magic word with a version, then
/// one Brotli stream of groups, whose cases are kept as differences from what a seed gives.
/// </summary>
public static class VectorFile
{
    private const uint MagicAndVersion = 0x0156_534D;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="groups">What.</param>
    public static void Write(string path, IReadOnlyCollection<RecordedGroup> groups)
    {
        using FileStream file = File.Create(path);
        Write(file, groups);
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="groups">What.</param>
    public static void Write(Stream stream, IReadOnlyCollection<RecordedGroup> groups)
    {
        using (BinaryWriter head = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            head.Write(MagicAndVersion);
        }

        using BrotliStream packed = new(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        using BinaryWriter writer = new(packed);
        writer.Write7BitEncodedInt(groups.Count);
        foreach (RecordedGroup group in groups)
        {
            GroupCodec.Write(writer, group);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="FormatException">It is no vector file of this version.</exception>
    public static IReadOnlyList<RecordedGroup> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="FormatException">It is no vector file of this version.</exception>
    public static IReadOnlyList<RecordedGroup> Read(Stream stream)
    {
        using (BinaryReader head = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            if (stream.Length < sizeof(uint) || head.ReadUInt32() != MagicAndVersion)
            {
                throw new FormatException("this is no vector file of version 1");
            }
        }

        try
        {
            using BrotliStream packed = new(stream, CompressionMode.Decompress, leaveOpen: true);
            using BinaryReader reader = new(packed);
            int count = reader.Read7BitEncodedInt();
            List<RecordedGroup> groups = [];
            while (groups.Count < count)
            {
                groups.Add(GroupCodec.Read(reader));
            }

            return groups;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new FormatException("the vector file is damaged", failure);
        }
    }
}
