using System.Buffers.Binary;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// What is in the file of an input in flight: a mark that tells it from everybody else's files, then one more than the
/// count of the input's bytes (0 while nothing runs), then the bytes.
/// </summary>
internal static class InFlightFormat
{
    /// <summary>Where the count is.</summary>
    public const int CountOffset = 16;

    /// <summary>Where the bytes are.</summary>
    public const int HeaderSize = CountOffset + sizeof(long);

    /// <summary>The mark.</summary>
    public static ReadOnlySpan<byte> Mark => "MsrSpec flight 1"u8;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Is read from its beginning.</param>
    /// <param name="input">The input that ran; null if none did, or if not all of it is there.</param>
    /// <returns>Whether it is such a file at all.</returns>
    public static bool TryRead(Stream file, out byte[]? input)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        input = null;
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize
            || !header[..CountOffset].SequenceEqual(Mark))
        {
            return false;
        }

        long size = BinaryPrimitives.ReadInt64LittleEndian(header[CountOffset..]) - 1;
        if (size >= 0 && size <= Math.Min(file.Length - HeaderSize, Array.MaxLength))
        {
            input = new byte[size];
            file.ReadExactly(input);
        }

        return true;
    }
}
