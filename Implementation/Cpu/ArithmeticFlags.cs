using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Cpu;

/// <summary>
/// The six arithmetic flags, kept lazily: the result of the last operation, sign-extended, and an auxiliary word from
/// which carry, overflow and adjust are read when somebody asks. Zero, sign and parity follow from the result.
/// </summary>
/// <remarks>
/// The auxiliary word: bit 63 is CF; bit 63 xor bit 62 is OF; bit 3 is AF; bits 15:8 are folded into the parity byte;
/// bit 0 flips the sign. The last two exist so that any six bits that a stack holds can be loaded.
/// </remarks>
public struct ArithmeticFlags : IEquatable<ArithmeticFlags>
{
    private const ulong CarryBit = 1UL << 63;
    private const ulong BelowCarryBit = 1UL << 62;
    private const ulong AdjustBit = 1UL << 3;
    private const ulong SignFlip = 1;
    private const int ParityShift = 8;

    private long _result;
    private ulong _auxiliary;

    internal readonly bool Carry => (_auxiliary & CarryBit) != 0;

    internal readonly bool Overflow => ((_auxiliary ^ (_auxiliary << 1)) & CarryBit) != 0;

    internal readonly bool Zero => _result == 0;

    internal readonly bool Sign => (_result < 0) ^ ((_auxiliary & SignFlip) != 0);

    internal readonly bool Adjust => (_auxiliary & AdjustBit) != 0;

    internal readonly bool Parity =>
        (BitOperations.PopCount((byte)((ulong)_result ^ (_auxiliary >> ParityShift))) & 1) == 0;

    /// <summary>The flags as they stand in RFLAGS.</summary>
    public readonly Rflags ToRflags() =>
        (Carry ? Rflags.Carry : 0)
        | (Parity ? Rflags.Parity : 0)
        | (Adjust ? Rflags.Adjust : 0)
        | (Zero ? Rflags.Zero : 0)
        | (Sign ? Rflags.Sign : 0)
        | (Overflow ? Rflags.Overflow : 0);

    /// <summary>The flags that a word of RFLAGS says.</summary>
    /// <param name="flags">The word; only its six arithmetic bits count.</param>
    public static ArithmeticFlags FromRflags(Rflags flags)
    {
        bool carry = (flags & Rflags.Carry) != 0;
        bool overflow = (flags & Rflags.Overflow) != 0;
        bool zero = (flags & Rflags.Zero) != 0;
        bool parity = (flags & Rflags.Parity) != 0;
        bool sign = (flags & Rflags.Sign) != 0;
        bool adjust = (flags & Rflags.Adjust) != 0;

        // The stand-in results are 0 and 0x100: positive both, with even parity in the low byte.
        ulong _auxiliary = (carry ? CarryBit : 0) | (carry ^ overflow ? BelowCarryBit : 0)
            | (adjust ? AdjustBit : 0) | (sign ? SignFlip : 0) | (parity ? 0 : 1UL << ParityShift);
        return new ArithmeticFlags { _result = zero ? 0 : 0x100, _auxiliary = _auxiliary };
    }

    /// <summary>After an addition, with or without a carry in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetAdded<T>(T left, T right, T sum)
        where T : unmanaged, IBinaryInteger<T> =>
        SetCarries(sum, (left & right) | ((left | right) & ~sum));

    /// <summary>After a subtraction, with or without a borrow in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetSubtracted<T>(T left, T right, T difference)
        where T : unmanaged, IBinaryInteger<T> =>
        SetCarries(difference, (~left & right) | ((~left | right) & difference));

    /// <summary>After INC: an addition of one that keeps the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetIncremented<T>(T value, T sum)
        where T : unmanaged, IBinaryInteger<T> =>
        SetAllButCarry(sum, (value & T.One) | ((value | T.One) & ~sum));

    /// <summary>After DEC: a subtraction of one that keeps the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetDecremented<T>(T value, T difference)
        where T : unmanaged, IBinaryInteger<T> =>
        SetAllButCarry(difference, (~value & T.One) | ((~value | T.One) & difference));

    /// <summary>After AND, OR, XOR or TEST: carry, overflow and adjust are clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetLogical<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        _result = SignExtended(value);
        _auxiliary = 0;
    }

    /// <summary>After a shift, whose carry and overflow its own rules give.</summary>
    internal void SetShifted<T>(T value, bool carry, bool overflow)
        where T : unmanaged, IBinaryInteger<T>
    {
        _result = SignExtended(value);
        _auxiliary = (carry ? CarryBit : 0) | (carry ^ overflow ? BelowCarryBit : 0);
    }

    /// <summary>Changes CF and OF alone, for rotations.</summary>
    internal void SetCarryAndOverflow(bool carry, bool overflow) =>
        _auxiliary = (_auxiliary & ~(CarryBit | BelowCarryBit))
            | (carry ? CarryBit : 0) | (carry ^ overflow ? BelowCarryBit : 0);

    /// <summary>Changes ZF alone.</summary>
    internal void SetZeroOnly(bool zero) =>
        this = FromRflags((ToRflags() & ~Rflags.Zero) | (zero ? Rflags.Zero : Rflags.None));

    /// <summary>Changes CF alone, for the instructions that leave it as it was.</summary>
    internal void SetCarryOnly(bool carry)
    {
        if (carry != Carry)
        {
            _auxiliary ^= CarryBit | BelowCarryBit;
        }
    }

    /// <inheritdoc/>
    public readonly bool Equals(ArithmeticFlags other) => ToRflags() == other.ToRflags();

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ArithmeticFlags other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => (int)ToRflags();

    /// <summary>Whether the six flags are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ArithmeticFlags left, ArithmeticFlags right) => left.Equals(right);

    /// <summary>Whether a flag differs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ArithmeticFlags left, ArithmeticFlags right) => !left.Equals(right);

    private void SetCarries<T>(T value, T carries)
        where T : unmanaged, IBinaryInteger<T>
    {
        _result = SignExtended(value);
        _auxiliary = AuxiliaryOf(carries);
    }

    /// <summary>The overflow is the difference of two bits, so to change the carry alone is to change both.</summary>
    private void SetAllButCarry<T>(T value, T carries)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong auxiliary = AuxiliaryOf(carries);
        ulong change = (auxiliary ^ _auxiliary) & CarryBit;
        _result = SignExtended(value);
        _auxiliary = auxiliary ^ change ^ (change >> 1);
    }

    private static ulong AuxiliaryOf<T>(T carries)
        where T : unmanaged, IBinaryInteger<T>
    {
        int unused = 64 - (Unsafe.SizeOf<T>() * 8);
        ulong vector = ulong.CreateTruncating(carries);
        return ((vector << unused) & (CarryBit | BelowCarryBit)) | (vector & AdjustBit);
    }

    private static long SignExtended<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        int unused = 64 - (Unsafe.SizeOf<T>() * 8);
        return (long)(ulong.CreateTruncating(value) << unused) >> unused;
    }
}
