using System.Numerics;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Rotations and double shifts against a reference that moves one bit at a time.</summary>
public sealed class RotationTests
{
    private const int Rol = 0, Ror = 1, Rcl = 2, Rcr = 3;

    private static readonly ulong[] Values =
    [
        0, 1, 2, 0x55, 0x7F, 0x80, 0xFF, 0x8001, 0xC000_0001, 0x4000_0000,
        0x8000_0000_0000_0001, 0x7FFF_FFFF_FFFF_FFFE,
    ];

    public static TheoryData<int, int> Rotations { get; } =
        [.. from form in Enumerable.Range(0, 4) from width in (int[])[8, 16, 32, 64] select (form, width)];

    public static TheoryData<bool, int> DoubleShifts { get; } =
        [.. from isLeft in (bool[])[false, true] from width in (int[])[16, 32, 64] select (isLeft, width)];

    [Theory]
    [MemberData(nameof(Rotations))]
    public void A_rotation_by_CL_is_that_many_rotations_by_one(int form, int width)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        foreach (ulong given in Values)
        {
            for (int count = 0; count < 256; count += count < 70 ? 1 : 37)
            {
                Rflags before = (count % 2 == 0 ? Rflags.Carry : Rflags.Overflow) | Rflags.Zero | Rflags.One;
                rig.State.Rflags = before;
                rig.State.Registers[RegisterFile.Rax] = given;
                rig.State.Registers[RegisterFile.Rcx] = (ulong)count;
                _ = rig.Run(Code(width, width == 8 ? 0xD2 : 0xD3, 0xC0 + (form * 8)));

                (ulong result, bool carry, int turns) = Rotate(form, width, given & Mask(width), count, before);
                Assert.Equal(Merged(given, result, width), rig.Register(RegisterFile.Rax));
                Rflags kept = Rflags.Arithmetic & ~(Rflags.Carry | Rflags.Overflow);
                Assert.Equal(before & kept, rig.After.Rflags & kept);
                Assert.Equal(carry, (rig.After.Rflags & Rflags.Carry) != 0);
                if (turns == 1)
                {
                    bool changed = ((result ^ given) & (1UL << (width - 1))) != 0;
                    Assert.Equal(changed, (rig.After.Rflags & Rflags.Overflow) != 0);
                }
                else if (turns == 0)
                {
                    Assert.Equal(before & Rflags.Overflow, rig.After.Rflags & Rflags.Overflow);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DoubleShifts))]
    public void A_double_shift_moves_bits_from_one_register_into_the_other(bool isLeft, int width)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        foreach (ulong given in Values)
        {
            for (int count = 0; count < (width == 64 ? 130 : 32); count += count < width ? 1 : 33)
            {
                ulong fill = 0xA5C3_0F69_5A3C_F096;
                rig.State.Rflags = Rflags.Carry | Rflags.One;
                rig.State.Registers[RegisterFile.Rax] = given;
                rig.State.Registers[RegisterFile.Rdx] = fill;
                rig.State.Registers[RegisterFile.Rcx] = (ulong)count;
                _ = rig.Run(Code(width, 0x0F, isLeft ? 0xA5 : 0xAD, 0xD0));

                int masked = count & (width == 64 ? 63 : 31);
                if (masked > width)
                {
                    continue; // The architecture leaves it undefined.
                }

                BigInteger mask = (BigInteger.One << width) - 1;
                BigInteger low = given & mask, other = fill & mask;
                BigInteger row = isLeft ? (low << width) | other : (other << width) | low;
                BigInteger result = (isLeft ? row << masked >> width : row >> masked) & mask;
                bool carry = masked == 0 || !(isLeft ? row >> ((2 * width) - masked) : row >> (masked - 1)).IsEven;
                Assert.Equal(Merged(given, (ulong)result, width), rig.Register(RegisterFile.Rax));
                Assert.Equal(carry, (rig.After.Rflags & Rflags.Carry) != 0);
            }
        }
    }

    [Fact]
    public void A_double_shift_by_an_immediate_in_memory_takes_its_count_from_the_immediate()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.Memory.Write(CoreRig.Data, 0x1234_5678U);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.State.Registers[RegisterFile.Rdx] = 0xABCD_EF01;
        rig.State.Registers[RegisterFile.Rcx] = 31;
        _ = rig.Run([0x0F, 0xA4, 0x13, 0x08, 0xF4]); // shld [ebx], edx, 8

        Assert.Equal(0x3456_78ABU, rig.Memory.Read<uint>(CoreRig.Data));
    }

    private static (ulong Result, bool Carry, int Turns) Rotate(
        int form, int width, ulong value, int count, Rflags before)
    {
        int masked = count & (width == 64 ? 63 : 31);
        int turns = form is Rcl or Rcr ? masked % (width + 1) : masked;
        bool carry = (before & Rflags.Carry) != 0;
        ulong top = 1UL << (width - 1);
        for (int turn = 0; turn < turns; turn++)
        {
            bool leaving = (value & (form is Rol or Rcl ? top : 1)) != 0;
            bool entering = form is Rol or Ror ? leaving : carry;
            value = form is Rol or Rcl
                ? ((value << 1) & Mask(width)) | (entering ? 1UL : 0)
                : (value >> 1) | (entering ? top : 0);
            carry = leaving;
        }

        return (value, carry, turns);
    }

    private static byte[] Code(int width, params int[] opcode)
    {
        byte[] bytes = [.. opcode.Select(item => (byte)item), 0xF4];
        return width switch { 16 => [0x66, .. bytes], 64 => [0x48, .. bytes], _ => bytes };
    }

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - width);

    private static ulong Merged(ulong before, ulong result, int width) =>
        width == 32 ? result : (before & ~Mask(width)) | result;
}
