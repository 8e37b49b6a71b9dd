using System.Numerics;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Multiplication and division against whole numbers without a width.</summary>
public sealed class DivisionTests
{
    private const int Mul = 4, Imul = 5, Div = 6, Idiv = 7;
    private const int DivideError = 0;

    public static TheoryData<int> Widths { get; } = [8, 16, 32, 64];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_product_fills_both_halves_and_says_whether_the_upper_one_counts(int width)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        foreach ((ulong left, ulong right, _) in Triples(width))
        {
            foreach (int form in (int[])[Mul, Imul])
            {
                Load(rig, width, left, upper: 0, right);
                _ = rig.Run(Code(width, form));

                bool isSigned = form == Imul;
                BigInteger product = Of(left, width, isSigned) * Of(right, width, isSigned);
                bool isCut = product != Of(Low(product, width), width, isSigned);
                Assert.Equal((Low(product, width), Low(product >> width, width)), Halves(rig, width));
                const Rflags Both = Rflags.Carry | Rflags.Overflow;
                Assert.Equal(isCut ? Both : Rflags.None, rig.After.Rflags & Both);
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void A_product_of_two_operands_or_three_is_the_lower_half(int width)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        foreach ((ulong left, ulong right, _) in Triples(width))
        {
            Load(rig, width, left, upper: 0, right);
            _ = rig.Run([.. Prefix(width), 0x0F, 0xAF, 0xC3, 0xF4]); // imul rax, rbx
            Check(rig, width, Of(left, width, true) * Of(right, width, true));

            Load(rig, width, left, upper: 0, right);
            _ = rig.Run([.. Prefix(width), 0x6B, 0xC3, 0x9C, 0xF4]); // imul rax, rbx, -100
            Check(rig, width, Of(right, width, true) * -100);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_quotient_that_does_not_fit_is_a_divide_error_and_changes_nothing(int width)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        foreach ((ulong low, ulong divisor, ulong high) in Triples(width))
        {
            foreach (int form in (int[])[Div, Idiv])
            {
                Load(rig, width, low, high, divisor);
                _ = rig.Run(Code(width, form));

                bool isSigned = form == Idiv;
                BigInteger dividend = Of(high, width, isSigned) * (BigInteger.One << width) + low;
                BigInteger by = Of(divisor, width, isSigned);
                BigInteger quotient = by.IsZero ? 0 : BigInteger.DivRem(dividend, by, out _);
                bool fits = !by.IsZero && quotient == Of(Low(quotient, width), width, isSigned);
                Assert.Equal(fits ? CoreRig.None : DivideError, rig.Caught);
                (ulong, ulong) expected = fits
                    ? (Low(quotient, width), Low(dividend - (quotient * by), width))
                    : (low, high);
                Assert.Equal(expected, Halves(rig, width));
            }
        }
    }

    private static void Check(CoreRig rig, int width, BigInteger product)
    {
        Assert.Equal(Low(product, width), rig.Register(RegisterFile.Rax) & Mask(width));
        bool isCut = product != Of(Low(product, width), width, isSigned: true);
        Assert.Equal(isCut, (rig.After.Rflags & Rflags.Overflow) != 0);
    }

    private static void Load(CoreRig rig, int width, ulong lower, ulong upper, ulong other)
    {
        rig.State.Rflags = Rflags.One;
        rig.State.Registers[RegisterFile.Rax] = width == 8 ? lower | (upper << 8) : lower;
        rig.State.Registers[RegisterFile.Rdx] = width == 8 ? 0 : upper;
        rig.State.Registers[RegisterFile.Rbx] = other;
    }

    private static (ulong Lower, ulong Upper) Halves(CoreRig rig, int width)
    {
        ulong rax = rig.Register(RegisterFile.Rax);
        return width == 8
            ? (rax & 0xFF, (rax >> 8) & 0xFF)
            : (rax & Mask(width), rig.Register(RegisterFile.Rdx) & Mask(width));
    }

    private static IEnumerable<(ulong, ulong, ulong)> Triples(int width)
    {
        ulong top = 1UL << (width - 1);
        ulong[] edges = [0, 1, 2, 3, 10, top - 1, top, top + 1, Mask(width) - 1, Mask(width)];
        foreach (ulong first in edges)
        {
            foreach (ulong second in edges)
            {
                foreach (ulong third in edges)
                {
                    yield return (first, second, third);
                }
            }
        }

        var random = new Random(width);
        for (int i = 0; i < 2000; i++)
        {
            ulong third = (ulong)random.NextInt64() & (Mask(width) >> random.Next(width));
            yield return ((ulong)random.NextInt64() & Mask(width), (ulong)random.NextInt64() & Mask(width), third);
        }
    }

    private static byte[] Code(int width, int form) =>
        [.. Prefix(width), (byte)(width == 8 ? 0xF6 : 0xF7), (byte)(0xC3 + (form * 8)), 0xF4];

    private static byte[] Prefix(int width) => width switch { 16 => [0x66], 64 => [0x48], _ => [] };

    private static BigInteger Of(ulong word, int width, bool isSigned) =>
        isSigned && (word >> (width - 1)) != 0 ? word - (BigInteger.One << width) : word;

    private static ulong Low(BigInteger value, int width) => (ulong)(value & Mask(width));

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - width);
}
