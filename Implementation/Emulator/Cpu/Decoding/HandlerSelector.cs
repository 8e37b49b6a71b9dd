using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Instructions;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Asks the instruction families, one after the other, who executes an instruction.</summary>
internal static unsafe class HandlerSelector
{
    private static readonly delegate*<in Instruction, Handler>[] Families =
    [
        &DataTransfer.Select,
        &Arithmetic.Select,
        &Logical.Select,
        &Shifts.Select,
        &Stack.Select,
        &ControlTransfer.Select,
        &SoftwareInterrupts.Select,
        &InterruptReturn.Select,
        &FlagControl.Select,
        &ProcessorControl.Select,
        &MsrAccess.Select,
        &ControlRegisters.Select,
        &DebugRegisterMoves.Select,
        &Identification.Select,
        &TimeStamps.Select,
        &CacheControl.Select,
        &PortAccess.Select,
        &StringPorts.Select,
        &Multiplication.Select,
        &Division.Select,
        &DoubleShifts.Select,
        &BitTests.Select,
        &BitScans.Select,
        &ConditionalData.Select,
        &WideningMoves.Select,
        &SignExtension.Select,
        &ByteOrder.Select,
        &Exchanges.Select,
        &WideExchanges.Select,
        &FlagTransfer.Select,
        &StackFrames.Select,
        &DecimalAdjustments.Select,
        &BoundChecks.Select,
        &StringInstructions.Select,
        &Hints.Select,
        &X87Control.Select,
        &MmxMoves.Select,
        &VectorMoves.Select,
        &VectorLogic.Select,
        &VectorState.Select,
        &SegmentMoves.Select,
        &FarPointerLoads.Select,
        &DescriptorTables.Select,
        &SystemSegments.Select,
        &SelectorQueries.Select,
        &FarTransfer.Select,
        &FarReturn.Select,
        &FastSystemCalls.Select,
        &SegmentBases.Select,
    ];

    /// <summary>Who executes an instruction; <see cref="Handler.None"/> when the core lacks the form.</summary>
    internal static Handler Select(in Instruction instruction)
    {
        foreach (delegate*<in Instruction, Handler> family in Families)
        {
            Handler handler = family(in instruction);
            if (!handler.IsNone)
            {
                return handler;
            }
        }

        return Handler.None;
    }
}
