using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Spec.Commands;

/// <summary>Numbers of which none is special: each is its own code.</summary>
public sealed class NumberDomain : Domain
{
    private readonly bool _isDecimal;

    internal NumberDomain(DomainKind kind, int width, bool isDecimal = false, bool isMovable = false)
        : base(kind, width, width, 1UL << width)
    {
        _isDecimal = isDecimal;
        IsMovable = isMovable;
    }

    /// <inheritdoc/>
    public override bool IsMovable { get; }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override ulong FromCode(ulong code) => code & Max;

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        code = number;
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> Simpler(FieldValue value) => Below(value.Number, 0);

    /// <inheritdoc/>
    internal override string Print(ulong number) => _isDecimal ? Invariant($"{number}") : base.Print(number);

    /// <inheritdoc/>
    internal override ulong Parse(Cursor cursor, string meaning, bool isOptional) =>
        IsMovable ? cursor.Index(meaning) : base.Parse(cursor, meaning, isOptional);
}
