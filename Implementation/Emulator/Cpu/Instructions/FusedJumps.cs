using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Comparisons, and arithmetic that is used as one, together with the conditional jump behind them: a third of what
/// programs execute are such pairs.
/// </summary>
internal static class FusedJumps
{
    /// <summary>Who executes an instruction and the conditional jump behind it, or none.</summary>
    internal static Handler Select(in Instruction first, in Instruction jump) =>
        jump.IsJccShortOrNear ? SelectFirst(in first, jump.ConditionCode) : Handler.None;

    private static Handler SelectFirst(in Instruction first, ConditionCode condition) => first.Mnemonic switch
    {
        Mnemonic.Cmp => ConditionalJumps.Select<BinaryFamily<CmpOperation>>(in first, condition),
        Mnemonic.Test => ConditionalJumps.Select<BinaryFamily<TestOperation>>(in first, condition),
        Mnemonic.And => ConditionalJumps.Select<BinaryFamily<AndOperation>>(in first, condition),
        Mnemonic.Add => ConditionalJumps.Select<BinaryFamily<AddOperation>>(in first, condition),
        Mnemonic.Sub => ConditionalJumps.Select<BinaryFamily<SubOperation>>(in first, condition),
        Mnemonic.Inc => ConditionalJumps.Select<UnaryFamily<IncOperation>>(in first, condition),
        Mnemonic.Dec => ConditionalJumps.Select<UnaryFamily<DecOperation>>(in first, condition),
        _ => Handler.None,
    };

    private readonly struct BinaryFamily<TOperation> : ConditionalJumps.IFamily
        where TOperation : IBinaryOperation
    {
        public static Handler OfCondition<TCondition>(in Instruction instruction)
            where TCondition : ConditionalJumps.ICondition =>
            Binary.Select<TOperation, JumpTail<TCondition>>(in instruction);
    }

    private readonly struct UnaryFamily<TOperation> : ConditionalJumps.IFamily
        where TOperation : IUnaryOperation
    {
        public static Handler OfCondition<TCondition>(in Instruction instruction)
            where TCondition : ConditionalJumps.ICondition =>
            Unary.Select<TOperation, JumpTail<TCondition>>(in instruction);
    }
}
