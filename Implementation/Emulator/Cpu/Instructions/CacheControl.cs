using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>INVD and WBINVD, for which there is no cache, and INVLPG: all for level 0.</summary>
internal static unsafe class CacheControl
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Invd or Mnemonic.Wbinvd => new(&InvalidateCaches),
        Mnemonic.Invlpg => new(&InvalidatePage),
        _ => Handler.None,
    };

    private static StepStatus InvalidateCaches(Core core, in Op op) => core.State.PrivilegeLevel != 0
        ? core.Raise(ExceptionVector.GeneralProtection, errorCode: 0)
        : StepStatus.Next;

    /// <summary>
    /// The address of INVLPG is neither checked nor accessed. The block is left because its page may be the one.
    /// </summary>
    private static StepStatus InvalidatePage(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        ulong linear = core.BaseOf(op.Segment) + op.EffectiveAddress(core);
        core.Memory.Invalidate(core.Mode == ExecutionMode.Long64 ? linear : (uint)linear);
        return core.RetireSerialized(in op);
    }
}
