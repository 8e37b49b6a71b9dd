using System.IO.Compression;
using MsrSpec.Files;

namespace MsrSpec.Hardware.Vectors;

/// <summary>
/// The file of frozen results. Its format is described in <c>docs/hardware.md</c>: a magic word with a version, then
/// one Brotli stream of groups, whose cases are kept as differences from what a seed gives.
/// </summary>
internal static class VectorFile
{
    /// <summary>The most cases of a file: what is packed small may be large in memory.</summary>
    public const int MostCases = 1 << 21;

    private const uint MagicAndVersion = 0x0156_534D;
    private const int MostBytes = 64 << 20;

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
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<RecordedGroup> Read(string path)
    {
        byte[] bytes = InputFile.Read(path, MostBytes, out string problem) ?? throw new IOException(problem);
        try
        {
            using MemoryStream stream = new(bytes);
            return Read(stream);
        }
        catch (FormatException malformed)
        {
            throw new FormatException($"{path}: {malformed.Message}", malformed);
        }
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
            for (int cases = 0; groups.Count < count; cases += groups[^1].Group.Inputs.Length)
            {
                groups.Add(cases <= MostCases
                    ? GroupCodec.Read(reader)
                    : throw new FormatException($"the vector file has more than {MostCases} cases"));
            }

            return groups;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new FormatException("the vector file is damaged", failure);
        }
    }
}
