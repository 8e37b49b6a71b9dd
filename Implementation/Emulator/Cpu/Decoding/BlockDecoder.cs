using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Instructions;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Turns bytes into decoded instructions by way of Iced.</summary>
internal static class BlockDecoder
{
    /// <summary>The most instructions of a block.</summary>
    internal const int MaxOps = 32;

    /// <summary>
    /// Decodes up to the first instruction that may go elsewhere, or that the bytes do not hold whole, and puts the
    /// mark behind them.
    /// </summary>
    internal static DecodedCode Decode(ReadOnlySpan<byte> bytes, ExecutionMode mode, CpuModel model, int most)
    {
        bytes = bytes[..Math.Min(bytes.Length, most * InstructionBytes.MaxLength)];
        Decoder decoder = CreateDecoder(bytes, mode, model);
        var ops = new List<Op>();
        var instructions = new List<Instruction>();
        Op alone = default;
        int size = 0;
        while (ops.Count < most)
        {
            if (ImmediateMsrForm.IsAt(bytes[size..], mode, model))
            {
                size += AddImmediateMsr(ops, instructions, bytes[size..], size);
                break;
            }

            decoder.Decode(out Instruction instruction);
            if (decoder.LastError == DecoderError.NoMoreBytes)
            {
                break;
            }

            bool isTooLong = IsTooLong(in instruction, bytes[size..], mode, model);
            Op op = isTooLong ? OpDecoder.TooLong : OpDecoder.Decode(in instruction, model);
            ops.Add(op with { Ordinal = (byte)ops.Count, Offset = (ushort)size });
            alone = ops.Count == 1 ? ops[0] : alone;
            size += instruction.Length;
            instructions.Add(instruction);
            Fuse(ops, instructions);
            if (EndsBlock(in instruction))
            {
                break;
            }
        }

        InnerJumps.Link(ops, instructions);
        return ops.Count == 0
            ? new DecodedCode([], alone, size)
            : new DecodedCode([.. ops, OpDecoder.EndOf(ops.Count, size)], alone, size);
    }

    /// <summary>Adds an instruction that Iced does not know, which ends a block, if the bytes hold it whole.</summary>
    /// <returns>The bytes that it takes.</returns>
    private static int AddImmediateMsr(
        List<Op> ops, List<Instruction> instructions, ReadOnlySpan<byte> bytes, int size)
    {
        int length = ImmediateMsrForm.LengthOf(bytes);
        if (length > bytes.Length)
        {
            return 0;
        }

        Op op = length > InstructionBytes.MaxLength ? OpDecoder.TooLong : ImmediateMsrForm.Decode(bytes);
        ops.Add(op with { Ordinal = (byte)ops.Count, Offset = (ushort)size });
        instructions.Add(default);
        return length;
    }

    /// <summary>
    /// Has the last instruction but one execute the last one as well, if that is a jump that it decides.
    /// </summary>
    private static void Fuse(List<Op> ops, List<Instruction> instructions)
    {
        Handler fused = ops.Count > 1 ? FusedJumps.Select(instructions[^2], instructions[^1]) : Handler.None;
        if (!fused.IsNone)
        {
            ops[^2] = ops[^2] with { Handler = fused };
        }
    }

    /// <summary>The length of the first instruction, or all of the bytes when they do not hold it.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes, ExecutionMode mode, CpuModel model)
    {
        if (ImmediateMsrForm.IsAt(bytes, mode, model))
        {
            return Math.Min(bytes.Length, ImmediateMsrForm.LengthOf(bytes));
        }

        Decoder decoder = CreateDecoder(bytes, mode, model);
        decoder.Decode(out Instruction instruction);
        return decoder.LastError == DecoderError.NoMoreBytes ? bytes.Length : instruction.Length;
    }

    private static Decoder CreateDecoder(ReadOnlySpan<byte> bytes, ExecutionMode mode, CpuModel model) =>
        Decoder.Create(
            mode.Bitness(), new ByteArrayCodeReader(bytes.ToArray()), InstructionFeatures.DecodingOf(model));

    /// <summary>
    /// Iced calls an instruction of more than 15 bytes invalid, like one that is invalid within them. Without its first
    /// byte, which is then a prefix, the one is still 15 bytes or more and the other is less.
    /// </summary>
    private static bool IsTooLong(
        in Instruction instruction, ReadOnlySpan<byte> bytes, ExecutionMode mode, CpuModel model)
    {
        if (!instruction.IsInvalid || instruction.Length < InstructionBytes.MaxLength)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes[1..Math.Min(bytes.Length, InstructionBytes.MaxLength + 1)];
        Decoder decoder = CreateDecoder(rest, mode, model);
        decoder.Decode(out Instruction shorter);
        return decoder.LastError == DecoderError.NoMoreBytes || shorter.Length == InstructionBytes.MaxLength;
    }

    /// <summary>
    /// A conditional jump does not end a block: what is behind it is executed as often as not. WRMSR and OUT do,
    /// although they go on behind themselves: the one may change what code means, and both may bring an interrupt.
    /// </summary>
    private static bool EndsBlock(in Instruction instruction) =>
        instruction.FlowControl is not (FlowControl.Next or FlowControl.ConditionalBranch)
        || instruction.Mnemonic is Mnemonic.Wrmsr or Mnemonic.Wrmsrns or Mnemonic.Out or Mnemonic.Hlt;
}
