using Iced.Intel;
using MsrSpec.Hardware.Agreement;
using MsrSpec.Hardware.Cases;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

public sealed class DefinedFlagsTests
{
    private const ulong Carry = 1 << 0;
    private const ulong Adjust = 1 << 4;
    private const ulong Overflow = 1 << 11;

    [Theory]
    [InlineData(0UL, 0UL)]
    [InlineData(1UL, Adjust)]
    [InlineData(2UL, Adjust | Overflow)]
    [InlineData(8UL, Adjust | Overflow | Carry)]
    [InlineData(32UL, 0UL)]
    public void A_shift_of_a_byte_leaves_undefined_what_its_count_says(ulong count, ulong undefined) =>
        Assert.Equal(undefined, Undefined(Instruction.Create(Code.Shl_rm8_CL, Register.DL, Register.CL), count));

    [Theory]
    [InlineData(32UL, Adjust | Overflow)]
    [InlineData(64UL, 0UL)]
    public void A_shift_of_a_quadword_has_six_bits_of_count(ulong count, ulong undefined) =>
        Assert.Equal(undefined, Undefined(Instruction.Create(Code.Sar_rm64_CL, Register.RDX, Register.CL), count));

    [Fact]
    public void A_rotation_keeps_the_adjust_flag() =>
        Assert.Equal(Overflow, Undefined(Instruction.Create(Code.Rcl_rm32_CL, Register.EDX, Register.CL), 5));

    [Fact]
    public void After_a_logical_operation_only_the_adjust_flag_is_undefined() =>
        Assert.Equal(Adjust, Undefined(Instruction.Create(Code.And_r32_rm32, Register.EDX, Register.ECX), 5));

    [Fact]
    public void An_addition_defines_every_flag() =>
        Assert.Equal(0UL, Undefined(Instruction.Create(Code.Add_r32_rm32, Register.EDX, Register.ECX), 5));

    private static ulong Undefined(Instruction instruction, ulong counter)
    {
        CaseContext input = default;
        input.Registers[1] = counter;
        ulong all = DefinedFlags.Mask(Instruction.Create(Code.Nopd), in input);
        return all & ~DefinedFlags.Mask(in instruction, in input);
    }
}
