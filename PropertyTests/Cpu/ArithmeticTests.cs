using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class ArithmeticTests
{
    private const ulong Carry = 1, Parity = 4, Adjust = 16, Zero = 64, Sign = 128, Overflow = 2048;

    // The byte opcodes "op al, bl" and what they compute; the last column says whether a carry comes in.
    public static TheoryData<string, byte, bool> ByteOperations => new()
    {
        { "add", 0x00, false }, { "adc", 0x10, true }, { "sub", 0x28, false }, { "sbb", 0x18, true },
        { "cmp", 0x38, false }, { "and", 0x20, false }, { "or", 0x08, false }, { "xor", 0x30, false },
        { "test", 0x84, false },
    };

    [Theory]
    [MemberData(nameof(ByteOperations))]
    public void Every_pair_of_bytes_has_the_result_and_the_flags_of_the_manual(
        string name, byte opcode, bool takesCarry)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        for (int carry = 0; carry <= (takesCarry ? 1 : 0); carry++)
        {
            for (int pair = 0; pair < 0x10000; pair += takesCarry ? 3 : 1)
            {
                int left = pair & 0xFF, right = pair >> 8;
                rig.State.Rflags = (Rflags)carry | Rflags.One;
                rig.State.Registers[RegisterFile.Rax] = (ulong)left;
                rig.State.Registers[RegisterFile.Rbx] = (ulong)right;
                _ = rig.Run([opcode, 0xD8, 0xF4]);

                (int result, ulong flags) = Expected(name, left, right, carry);
                bool keeps = name is not ("cmp" or "test");
                Assert.Equal((ulong)(keeps ? result : left), rig.Register(RegisterFile.Rax));
                Assert.Equal(flags, (ulong)(rig.After.Rflags & Rflags.Arithmetic));
            }
        }
    }

    [Theory]
    [InlineData(0x7FFF_FFFFUL, 1UL, 0x8000_0000UL, Parity | Adjust | Sign | Overflow)] // into the sign
    [InlineData(0xFFFF_FFFFUL, 1UL, 0UL, Carry | Parity | Adjust | Zero)]              // out of the top
    [InlineData(0x8000_0000UL, 0x8000_0000UL, 0UL, Carry | Parity | Zero | Overflow)]  // two signs
    public void A_32_bit_addition_clears_the_upper_half(ulong left, ulong right, ulong sum, ulong flags)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = 0xDEAD_BEEF_0000_0000 | left;
        rig.State.Registers[RegisterFile.Rcx] = right;
        _ = rig.Run(c => { c.add(eax, ecx); c.hlt(); });

        Assert.Equal(sum, rig.Register(RegisterFile.Rax));
        Assert.Equal(flags, (ulong)(rig.After.Rflags & Rflags.Arithmetic));
    }

    [Fact]
    public void INC_and_DEC_keep_the_carry()
    {
        foreach (Rflags carry in (Rflags[])[Rflags.None, Rflags.Carry])
        {
            var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            rig.State.Rflags = carry | Rflags.One;
            rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
            _ = rig.Run(c => { c.inc(rax); c.hlt(); });
            Assert.Equal(carry | Rflags.Zero | Rflags.Parity | Rflags.Adjust, rig.After.Rflags & Rflags.Arithmetic);

            _ = rig.Run(c => { c.dec(rax); c.hlt(); });
            Assert.Equal(carry | Rflags.Sign, rig.After.Rflags & (Rflags.Carry | Rflags.Sign | Rflags.Overflow));
        }
    }

    [Theory]
    [InlineData("shl", 1, 0x8000_0001UL, 2UL, true)]
    [InlineData("shl", 31, 3UL, 0x8000_0000UL, true)]
    [InlineData("shr", 1, 3UL, 1UL, true)]
    [InlineData("shr", 4, 0xF8UL, 0xFUL, true)]
    [InlineData("sar", 4, 0x8000_0000UL, 0xF800_0000UL, false)]
    [InlineData("shl", 32, 5UL, 5UL, false)] // the count is masked: nothing happens
    public void Shifts_move_the_last_bit_into_the_carry(string name, byte count, ulong value, ulong result, bool carry)
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rax] = value;
        byte form = name switch { "shl" => 0xE0, "shr" => 0xE8, _ => 0xF8 };
        _ = rig.Run([0xC1, form, count, 0xF4]);

        Assert.Equal(result, rig.Register(RegisterFile.Rax));
        Assert.Equal(carry, (rig.After.Rflags & Rflags.Carry) != 0);
    }

    [Fact]
    public void Any_arithmetic_flags_can_be_loaded_and_read_back()
    {
        for (uint word = 0; word < 0x1000; word++)
        {
            Rflags flags = (Rflags)word & Rflags.Arithmetic;

            Assert.Equal(flags, ArithmeticFlags.FromRflags(flags).ToRflags());
        }
    }

    [Fact]
    public void Each_condition_jumps_exactly_when_the_manual_says()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        for (uint word = 0; word < 0x1000; word++)
        {
            Rflags flags = (Rflags)word & Rflags.Arithmetic;
            for (int condition = 0; (Rflags)word == flags && condition < 16; condition++)
            {
                rig.State.Rflags = flags | Rflags.One;
                _ = rig.Run([(byte)(0x70 + condition), 0x01, 0xF4, 0xF4]);

                Assert.Equal(Holds(flags, condition) ? 4UL : 3UL, rig.After.Rip - CoreRig.Code);
            }
        }
    }

    private static bool Holds(Rflags flags, int condition)
    {
        bool less = (flags & Rflags.Sign) != 0 != ((flags & Rflags.Overflow) != 0);
        bool holds = (condition >> 1) switch
        {
            0 => (flags & Rflags.Overflow) != 0,
            1 => (flags & Rflags.Carry) != 0,
            2 => (flags & Rflags.Zero) != 0,
            3 => (flags & (Rflags.Carry | Rflags.Zero)) != 0,
            4 => (flags & Rflags.Sign) != 0,
            5 => (flags & Rflags.Parity) != 0,
            6 => less,
            _ => less || (flags & Rflags.Zero) != 0,
        };
        return holds ^ ((condition & 1) != 0);
    }

    private static (int Result, ulong Flags) Expected(string name, int left, int right, int carry)
    {
        int wide = name switch
        {
            "add" or "adc" => left + right + carry,
            "sub" or "sbb" or "cmp" => left - right - carry,
            "and" or "test" => left & right,
            "or" => left | right,
            _ => left ^ right,
        };
        int signed = name switch
        {
            "add" or "adc" => (sbyte)left + (sbyte)right + carry,
            "sub" or "sbb" or "cmp" => (sbyte)left - (sbyte)right - carry,
            _ => (sbyte)wide,
        };
        int nibbles = name switch
        {
            "add" or "adc" => (left & 15) + (right & 15) + carry,
            "sub" or "sbb" or "cmp" => (left & 15) - (right & 15) - carry,
            _ => 0,
        };
        int result = wide & 0xFF;
        ulong flags = (wide is < 0 or > 0xFF ? Carry : 0)
            | (int.PopCount(result) % 2 == 0 ? Parity : 0)
            | (nibbles is < 0 or > 15 ? Adjust : 0)
            | (result == 0 ? Zero : 0)
            | (result > 0x7F ? Sign : 0)
            | (signed is < -128 or > 127 ? Overflow : 0);
        return (result, flags);
    }
}
