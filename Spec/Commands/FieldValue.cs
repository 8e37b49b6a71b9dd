namespace MsrSpec.Spec.Commands;

/// <summary>One value of a field: a number, and in some domains bytes.</summary>
public readonly struct FieldValue
{
    /// <summary>A value that is a number.</summary>
    public FieldValue(ulong number) => Number = number;

    /// <summary>A value with bytes.</summary>
    /// <param name="number">The number.</param>
    /// <param name="bytes">The bytes; they count where the domain says so of the number.</param>
    public FieldValue(ulong number, ReadOnlyMemory<byte> bytes)
    {
        Number = number;
        Bytes = bytes;
    }

    /// <summary>The number; 0 is the simplest one of every domain.</summary>
    public ulong Number { get; }

    /// <summary>The bytes; empty in most domains.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
