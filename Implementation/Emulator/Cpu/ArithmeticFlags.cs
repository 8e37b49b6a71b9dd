using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// The six arithmetic flags, kept lazily: the result of the last operation, sign-extended, and the vector of its
/// carries, from which carry, overflow and adjust are read when somebody asks. Zero, sign and parity follow from the
/// result.
/// </summary>
/// <remarks>
/// Of the vector bit 63 is CF, bit 63 xor bit 62 is OF, and bit 3 is AF. The third word is zero but when flags have
/// been loaded that no result has at once: its low byte is folded into the parity, and bit 8 flips the sign.
/// </remarks>
public struct ArithmeticFlags : IEquatable<ArithmeticFlags>
{
    private const ulong CarryBit = 1UL << 63;
    private const ulong BelowCarryBit = 1UL << 62;
    private const ulong AdjustBit = 1UL << 3;
    private const ulong SignFlip = 1UL << 8;
    private const ulong ParityFlip = 1;

    private long _result;
    private ulong _carries;
    private ulong _flips;

    internal readonly bool Carry => (_carries & CarryBit) != 0;

    internal readonly bool Overflow => ((_carries ^ (_carries << 1)) & CarryBit) != 0;

    internal readonly bool Zero => _result == 0;

    internal readonly bool Sign => (_result < 0) ^ ((_flips & SignFlip) != 0);

    internal readonly bool Adjust => (_carries & AdjustBit) != 0;

    internal readonly bool Parity =>
        (BitOperations.PopCount((byte)((ulong)_result ^ _flips)) & 1) == 0;

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
        return new ArithmeticFlags
        {
            _result = zero ? 0 : 0x100,
            _carries = TopOf(carry, overflow) | (adjust ? AdjustBit : 0),
            _flips = (sign ? SignFlip : 0) | (parity ? 0 : ParityFlip),
        };
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
        _carries = 0;
        _flips = 0;
    }

    /// <summary>After a shift, whose carry and overflow its own rules give.</summary>
    internal void SetShifted<T>(T value, bool carry, bool overflow)
        where T : unmanaged, IBinaryInteger<T>
    {
        _result = SignExtended(value);
        _carries = TopOf(carry, overflow);
        _flips = 0;
    }

    /// <summary>Changes CF and OF alone, for rotations.</summary>
    internal void SetCarryAndOverflow(bool carry, bool overflow) =>
        _carries = (_carries & ~(CarryBit | BelowCarryBit)) | TopOf(carry, overflow);

    /// <summary>Changes ZF alone.</summary>
    internal void SetZeroOnly(bool zero) =>
        this = FromRflags((ToRflags() & ~Rflags.Zero) | (zero ? Rflags.Zero : Rflags.None));

    /// <summary>Changes CF alone, for the instructions that leave it as it was.</summary>
    internal void SetCarryOnly(bool carry)
    {
        if (carry != Carry)
        {
            _carries ^= CarryBit | BelowCarryBit;
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
        _carries = VectorOf(carries);
        _flips = 0;
    }

    /// <summary>The overflow is the difference of two bits, so to change the carry alone is to change both.</summary>
    private void SetAllButCarry<T>(T value, T carries)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong vector = VectorOf(carries);
        ulong changed = (vector ^ _carries) & CarryBit;
        _result = SignExtended(value);
        _carries = vector ^ changed ^ (changed >> 1);
        _flips = 0;
    }

    /// <summary>The two bits of the vector that say carry and overflow. It is not to be compiled to jumps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TopOf(bool carry, bool overflow)
    {
        ulong carryBit = carry ? 1UL : 0;
        ulong overflowBit = overflow ? 1UL : 0;
        return (carryBit << 63) | ((carryBit ^ overflowBit) << 62);
    }

    /// <summary>Bits between those that are read do not matter, so that 64 bits are kept as they are.</summary>
    private static ulong VectorOf<T>(T carries)
        where T : unmanaged, IBinaryInteger<T>
    {
        int unused = 64 - (Unsafe.SizeOf<T>() * 8);
        ulong vector = ulong.CreateTruncating(carries);
        return unused == 0 ? vector : (vector << unused) | (vector & AdjustBit);
    }

    private static long SignExtended<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        int unused = 64 - (Unsafe.SizeOf<T>() * 8);
        return (long)(ulong.CreateTruncating(value) << unused) >> unused;
    }
}
