using System.Collections.Immutable;
using System.Text;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>A source file: where its name stands, which is read when it is asked for.</summary>
/// <param name="Bytes">A section; default for a number that stands for no file.</param>
/// <param name="Offset">Where in it the name begins, which a zero ends.</param>
internal readonly record struct LineFile(ImmutableArray<byte> Bytes, int Offset)
{
    /// <summary>The longest path that Linux knows (<c>PATH_MAX</c>).</summary>
    private const int MaxName = 4096;

    /// <summary>Its name; null if it has none.</summary>
    public string? Name
    {
        get
        {
            ReadOnlySpan<byte> rest = Bytes.IsDefault || Offset >= Bytes.Length ? [] : Bytes.AsSpan()[Offset..];
            int length = rest[..Math.Min(rest.Length, MaxName)].IndexOf((byte)0);
            return length > 0 ? Encoding.UTF8.GetString(rest[..length]) : null;
        }
    }
}
