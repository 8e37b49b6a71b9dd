using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// 64-bit values. A short code is a shape and a payload of 18 bits; the shapes reach the edges that registers care for:
/// small numbers, single bits, all ones, the ends of the canonical halves, bits 31 and 32, and repeated bytes.
/// </summary>
public sealed class ValueDomain : Domain
{
    /// <summary>The bits of a code's payload, which stand below its shape.</summary>
    public const int PayloadWidth = 18;

    /// <summary>How many shapes there are.</summary>
    public const int Shapes = 8;

    private const int ShapeWidth = 3;
    private const ulong PayloadMask = (1UL << PayloadWidth) - 1;
    private const ulong Half = 1UL << (PayloadWidth - 1);
    private const ulong WordEnd = 0x1_00000000;
    private const ulong EveryByte = 0x01010101_01010101;

    internal ValueDomain(DomainKind kind)
        : base(kind, 64, ShapeWidth + PayloadWidth, PayloadMask + 1)
    {
    }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override ulong FromCode(ulong code)
    {
        ulong payload = code & PayloadMask;
        ulong shape = (code >> PayloadWidth) % Shapes;
        return shape switch
        {
            0 => payload,
            1 => payload << (64 - PayloadWidth),
            2 => 1UL << (int)(payload & 63),
            3 => ~payload,
            4 => CanonicalAddress.LowEnd - Half + payload,
            5 => CanonicalAddress.HighStart - Half + payload,
            6 => (payload & 0xFF) * EveryByte,
            _ => WordEnd - Half + payload,
        };
    }

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        if (number <= PayloadMask)
        {
            code = number;
            return true;
        }

        // The ends are multiples of all that a payload can say, so they do not show in it.
        ulong aroundAnEnd = number + Half;
        Span<ulong> payloads =
        [
            number,
            number >> (64 - PayloadWidth),
            (ulong)System.Numerics.BitOperations.TrailingZeroCount(number),
            ~number,
            aroundAnEnd,
            aroundAnEnd,
            number & 0xFF,
            aroundAnEnd,
        ];
        for (int shape = 1; shape < Shapes; shape++)
        {
            code = ((ulong)shape << PayloadWidth) | (payloads[shape] & PayloadMask);
            if (FromCode(code) == number)
            {
                return true;
            }
        }

        code = 0;
        return false;
    }

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> Simpler(FieldValue value) =>
        Below(value.Number, 0, 1, WordEnd >> 1, WordEnd, CanonicalAddress.LowEnd);
}
