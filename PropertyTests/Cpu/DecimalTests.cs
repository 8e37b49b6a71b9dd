using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>The decimal adjustments, step by step as the manual has them, for every AL and both flags.</summary>
public sealed class DecimalTests
{
    private const byte Daa = 0x27, Das = 0x2F, Aaa = 0x37, Aas = 0x3F;

    [Theory]
    [InlineData(Daa)]
    [InlineData(Das)]
    [InlineData(Aaa)]
    [InlineData(Aas)]
    public void Every_AL_with_every_carry_and_adjust_is_as_the_manual_says(byte opcode)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        for (int given = 0; given < 0x400; given++)
        {
            bool carry = (given & 0x100) != 0, adjust = (given & 0x200) != 0;
            ushort ax = (ushort)(0x4300 | (given & 0xFF));
            rig.State.Rflags = Flags(carry, adjust) | Rflags.One;
            rig.State.Registers[RegisterFile.Rax] = ax;
            _ = rig.Run([opcode, 0xF4]);

            bool isPacked = opcode is Daa or Das;
            Rflags checkedFlags = Rflags.Carry | Rflags.Adjust
                | (isPacked ? Rflags.Zero | Rflags.Sign | Rflags.Parity : Rflags.None);
            Rflags flags = isPacked
                ? Packed(opcode == Das, ref ax, carry, adjust)
                : Unpacked(opcode == Aas, ref ax, adjust);
            Assert.Equal(ax, rig.Register(RegisterFile.Rax));
            Assert.Equal(flags & checkedFlags, rig.After.Rflags & checkedFlags);
        }
    }

    [Fact]
    public void AAM_divides_AL_by_its_radix_and_AAD_takes_it_back()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = 0xFF63;
        _ = rig.Run([0xD4, 0x0A, 0xF4]);
        Assert.Equal(0x0909UL, rig.Register(RegisterFile.Rax));

        rig.State.Registers[RegisterFile.Rax] = 0x0909;
        _ = rig.Run([0xD5, 0x0A, 0xF4]);
        Assert.Equal(0x0063UL, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void AAM_by_zero_is_a_divide_error()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        _ = rig.Run([0xD4, 0x00, 0xF4]);

        Assert.Equal(0, rig.Caught);
    }

    private static Rflags Packed(bool isSubtraction, ref ushort ax, bool carry, bool adjust)
    {
        int al = ax & 0xFF, old = al, sign = isSubtraction ? -1 : 1;
        bool carried = false, adjusted = false;
        if ((al & 0xF) > 9 || adjust)
        {
            carried = carry || al + (6 * sign) is < 0 or > 0xFF;
            al = (al + (6 * sign)) & 0xFF;
            adjusted = true;
        }

        if (old > 0x99 || carry)
        {
            al = (al + (0x60 * sign)) & 0xFF;
            carried = true;
        }

        ax = (ushort)((ax & 0xFF00) | al);
        return Flags(carried, adjusted)
            | (al == 0 ? Rflags.Zero : 0)
            | (al > 0x7F ? Rflags.Sign : 0)
            | (int.PopCount(al) % 2 == 0 ? Rflags.Parity : 0);
    }

    private static Rflags Unpacked(bool isSubtraction, ref ushort ax, bool adjust)
    {
        bool isBeyond = (ax & 0xF) > 9 || adjust;
        if (isBeyond)
        {
            ax = (ushort)(isSubtraction ? ax - 6 - 0x100 : ax + 6 + 0x100);
        }

        ax &= 0xFF0F;
        return Flags(isBeyond, isBeyond);
    }

    private static Rflags Flags(bool carry, bool adjust) =>
        (carry ? Rflags.Carry : Rflags.None) | (adjust ? Rflags.Adjust : Rflags.None);
}
