using Iced.Intel;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Which instructions can be put to a user's code on the host and compared; for the others, why not.
/// </summary>
internal static class Testability
{
    /// <summary>Why an instruction is not tested, or null.</summary>
    internal static string? WhyNot(in Instruction instruction) =>
        OfSystem(in instruction)
        ?? OfControlTransfer(in instruction)
        ?? OfOperands(in instruction)
        ?? OfFeatures(in instruction);

    private static string? OfSystem(in Instruction instruction) => instruction.Mnemonic switch
    {
        _ when instruction.IsPrivileged => "needs privilege",
        Mnemonic.In or Mnemonic.Out or Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd or Mnemonic.Outsb
            or Mnemonic.Outsw or Mnemonic.Outsd or Mnemonic.Cli or Mnemonic.Sti => "needs I/O privilege",
        Mnemonic.Sgdt or Mnemonic.Sidt or Mnemonic.Sldt or Mnemonic.Str or Mnemonic.Smsw or Mnemonic.Lar
            or Mnemonic.Lsl or Mnemonic.Verr or Mnemonic.Verw or Mnemonic.Arpl =>
            "shows tables of the operating system",
        Mnemonic.Cpuid or Mnemonic.Rdtsc or Mnemonic.Rdtscp or Mnemonic.Rdpmc or Mnemonic.Rdpid or Mnemonic.Xgetbv
            or Mnemonic.Rdrand or Mnemonic.Rdseed or Mnemonic.Rdpru => "its result belongs to one machine",
        Mnemonic.Lds or Mnemonic.Les or Mnemonic.Lfs or Mnemonic.Lgs or Mnemonic.Lss => "loads a segment register",
        Mnemonic.Rdfsbase or Mnemonic.Rdgsbase or Mnemonic.Wrfsbase or Mnemonic.Wrgsbase =>
            "the host needs its segment bases",
        Mnemonic.Ldmxcsr or Mnemonic.Stmxcsr => "the state of floating point is not compared",
        Mnemonic.Monitor or Mnemonic.Mwait or Mnemonic.Bound => "may wait or fault",
        _ when instruction.Code.ToOpCode() is { IsReservedNop: true, OpCode: 0x0D or 0x1A or 0x1B } =>
            "not a NOP on every processor",
        _ => null,
    };

    private static string? OfControlTransfer(in Instruction instruction)
    {
        bool isNear = instruction.FlowControl switch
        {
            FlowControl.Next or FlowControl.ConditionalBranch => true,
            FlowControl.UnconditionalBranch => instruction.IsJmpShortOrNear,
            FlowControl.IndirectBranch => instruction.IsJmpNearIndirect,
            FlowControl.Call => instruction.IsCallNear,
            FlowControl.IndirectCall => instruction.IsCallNearIndirect,
            FlowControl.Return => instruction.Mnemonic == Mnemonic.Ret,
            _ => false,
        };
        return isNear ? null : "leaves the code segment or raises an exception";
    }

    private static string? OfOperands(in Instruction instruction)
    {
        bool isOrdinary = true;
        bool hasSegment = false;
        for (int operand = 0; operand < instruction.OpCount; operand++)
        {
            if (instruction.GetOpKind(operand) == OpKind.Register)
            {
                bool isSegment = instruction.GetOpRegister(operand).IsSegmentRegister();
                hasSegment |= isSegment;
                isOrdinary &= isSegment || instruction.GetOpRegister(operand).IsGPR();
            }
        }

        return hasSegment ? "loads or shows a segment register"
            : isOrdinary ? null : "only general registers are compared";
    }

    private static string? OfFeatures(in Instruction instruction)
    {
        foreach (CpuidFeature feature in instruction.CpuidFeatures)
        {
            if (!Features.IsKnown(feature))
            {
                return $"no rule for instructions of {feature}";
            }
        }

        return null;
    }
}
