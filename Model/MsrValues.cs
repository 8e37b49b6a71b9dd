namespace MsrSpec.Model;

/// <summary>
/// The values of a vCPU's MSRs, by row of <see cref="Spec.Accesses.MsrTable"/>: immutable. In parts, so that a step
/// which changes one copies that one's part and no other.
/// </summary>
public sealed class MsrValues : IEquatable<MsrValues>
{
    private const int PartShift = 4;
    private const int PartSize = 1 << PartShift;

    private readonly ulong[][] _parts;

    /// <summary>These values.</summary>
    public MsrValues(IEnumerable<ulong> values) => _parts = [.. values.Chunk(PartSize)];

    private MsrValues(ulong[][] parts) => _parts = parts;

    /// <summary>The value of a row.</summary>
    public ulong this[int row] => _parts[row >> PartShift][row % PartSize];

    /// <summary>The same with another value of one row.</summary>
    public MsrValues With(int row, ulong value)
    {
        ulong[][] parts = [.. _parts];
        ulong[] part = [.. parts[row >> PartShift]];
        part[row % PartSize] = value;
        parts[row >> PartShift] = part;
        return new MsrValues(parts);
    }

    /// <inheritdoc/>
    public bool Equals(MsrValues? other)
    {
        for (int i = 0; i < _parts.Length && other is not null; i++)
        {
            if (_parts[i] != other._parts[i] && !_parts[i].AsSpan().SequenceEqual(other._parts[i]))
            {
                return false;
            }
        }

        return other is not null;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MsrValues);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ulong[] part in _parts)
        {
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return hash.ToHashCode();
    }
}
