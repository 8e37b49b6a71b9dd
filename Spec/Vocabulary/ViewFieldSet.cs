namespace MsrSpec.Spec.Vocabulary;

/// <summary>A set of parts of a <see cref="View"/>. The default value is the empty set.</summary>
public readonly record struct ViewFieldSet
{
    private readonly uint _bits;

    private ViewFieldSet(uint bits) => _bits = bits;

    /// <summary>Whether there is no part in it.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>The set of some parts.</summary>
    public static ViewFieldSet Of(params IEnumerable<ViewField> fields) =>
        new(fields.Aggregate(0u, (bits, field) => bits | Bit(field)));

    /// <summary>Whether a part is in it.</summary>
    public bool Contains(ViewField field) => (_bits & Bit(field)) != 0;

    /// <summary>What is in this set, in the other, or in both.</summary>
    public ViewFieldSet Union(ViewFieldSet other) => new(_bits | other._bits);

    /// <summary>What is in this set and not in the other.</summary>
    public ViewFieldSet Without(ViewFieldSet other) => new(_bits & ~other._bits);

    /// <summary>The parts, in their order.</summary>
    public override string ToString() => string.Join(", ", Enum.GetValues<ViewField>().Where(Contains));

    private static uint Bit(ViewField field) => 1u << (int)field;
}
