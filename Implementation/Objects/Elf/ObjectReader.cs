using LibObjectFile.Diagnostics;
using LibObjectFile.Elf;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>Reads relocatable ELF files for x86-64: what a compiler makes of one source, and kernel modules.</summary>
internal static class ObjectReader
{
    /// <summary>The largest file that is read, in bytes: four times a distribution's largest module.</summary>
    public const int MaxFileSize = 64 << 20;

    /// <summary>Whether a file begins as every ELF file does.</summary>
    public static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007FELF"u8);

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="problem">Why it cannot be loaded; empty if it can.</param>
    /// <returns>What it holds, or null.</returns>
    public static ObjectFile? Read(string name, byte[] bytes, out string problem)
    {
        if (bytes.Length > MaxFileSize)
        {
            problem = $"{name}: the file has {bytes.Length} bytes, and an object has at most {MaxFileSize}";
            return null;
        }

        ElfShape shape = new(name, bytes);
        if (shape.Check() is not { } plain)
        {
            problem = shape.Problem;
            return null;
        }

        if (Parse(plain, out string detail) is not { } file)
        {
            problem = $"{name}: no ELF file that can be read: {detail}";
            return null;
        }

        ObjectConversion conversion = new(name, file);
        ObjectFile read = conversion.Convert();
        problem = conversion.Problem ?? string.Empty;
        return conversion.Problem is null ? read : null;
    }

    private static ElfFile? Parse(byte[] bytes, out string detail)
    {
        try
        {
            using MemoryStream stream = new(bytes, writable: false);
            bool isRead = ElfFile.TryRead(
                stream, out ElfFile? file, out DiagnosticBag? diagnostics, new ElfReaderOptions());
            detail = isRead ? string.Empty : FirstOf(diagnostics);
            return isRead ? file : null;
        }
#pragma warning disable CA1031 // The library throws whatever it meets in a broken file; none of it is ours.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            detail = failure.Message;
            return null;
        }
    }

    private static string FirstOf(DiagnosticBag? diagnostics) =>
        diagnostics?.Messages.Where(message => message.Kind == DiagnosticKind.Error).Select(message => message.Message)
            .FirstOrDefault() ?? "the reader gives no reason";
}
