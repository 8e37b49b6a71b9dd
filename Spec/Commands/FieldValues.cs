namespace MsrSpec.Spec.Commands;

/// <summary>
/// A value for each field of a command, in the order of its description; to be used again for one command after
/// another. All are the simplest ones at first.
/// </summary>
public sealed class FieldValues
{
    private readonly ulong[] _numbers = new ulong[CommandDescription.MostFields];
    private readonly ReadOnlyMemory<byte>[] _bytes = new ReadOnlyMemory<byte>[CommandDescription.MostFields];

    /// <summary>The number that a field has as its value.</summary>
    public ulong this[int field]
    {
        get => _numbers[field];
        set => _numbers[field] = value;
    }

    /// <summary>The bytes of a field; they count where its domain says so of its number.</summary>
    public ReadOnlyMemory<byte> Bytes(int field) => _bytes[field];

    /// <summary>Makes every number the simplest one.</summary>
    public void Clear() => _numbers.AsSpan(0, CommandDescription.MostFields).Clear();

    /// <summary>The number of a field that fits 32 bits.</summary>
    public uint Word(int field) => (uint)_numbers[field];

    /// <summary>The whole value of a field.</summary>
    public FieldValue Get(int field) => new(_numbers[field], _bytes[field]);

    /// <summary>Sets the whole value of a field.</summary>
    public void Set(int field, FieldValue value)
    {
        _numbers[field] = value.Number;
        _bytes[field] = value.Bytes;
    }
}
