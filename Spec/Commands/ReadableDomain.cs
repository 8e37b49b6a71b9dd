using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// Where a user buffer stops being readable: 0 is the whole argument; 1 to 31 are so many bytes before its end; 32 to
/// 63 are 0 to 31 bytes behind its start, which cuts the header; from 64 on it is any length, counted from there.
/// </summary>
public sealed class ReadableDomain : Domain
{
    private const int FromStart = 32;
    private const int AnyLength = 2 * FromStart;
    private const int ShortWidth = 6;

    internal ReadableDomain()
        : base(DomainKind.Readable, 32, ShortWidth, AnyLength)
    {
    }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override ulong FromCode(ulong code) => code % AnyLength;

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        code = number;
        return number < AnyLength;
    }

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> Simpler(FieldValue value) => Below(value.Number, 0, 1);

    /// <summary>The readable bytes of an argument.</summary>
    /// <param name="number">The number.</param>
    /// <param name="size">The size of the whole argument.</param>
    /// <param name="most">The most bytes there can be; at least the whole argument.</param>
    internal static int Length(ulong number, int size, int most) => number switch
    {
        < FromStart => Math.Max(0, size - (int)number),
        < AnyLength => Math.Min(size, (int)number - FromStart),
        _ => (int)Math.Min(number - AnyLength, (ulong)most),
    };

    /// <summary>The number of a length of a buffer that has no header: so many bytes before its end.</summary>
    /// <param name="length">The readable bytes.</param>
    /// <param name="size">The size of the whole buffer.</param>
    internal static ulong NumberBehindNothing(int length, int size) => (ulong)
        (size - length < FromStart ? size - length
        : length < FromStart ? FromStart + length
        : AnyLength + (long)length);

    /// <summary>The number of a length: from the start where the header is cut, else the smallest one.</summary>
    /// <param name="length">The readable bytes.</param>
    /// <param name="size">The size of the whole argument.</param>
    internal static ulong Number(int length, int size) => (ulong)
        (length < AllowlistLayout.HeaderSize ? FromStart + length
        : length <= size && size - length < FromStart ? size - length
        : length < Math.Min(size, FromStart) ? FromStart + length
        : AnyLength + (long)length);
}
