using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>INVD and WBINVD, for which there is no cache, and INVLPG: all for level 0.</summary>
internal static unsafe class CacheControl
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        // A processor without WBNOINVD ignores the prefix that makes WBINVD one.
        Mnemonic.Invd or Mnemonic.Wbinvd or Mnemonic.Wbnoinvd => new(&InvalidateCaches),
        Mnemonic.Invlpg => new(&InvalidatePage),
        _ => Handler.None,
    };

    private static StepStatus InvalidateCaches(Core core, in Op op) => core.State.PrivilegeLevel != 0
        ? core.Raise(ExceptionVector.GeneralProtection, errorCode: 0)
        : StepStatus.Next;

    /// <summary>
    /// INVLPG may forget more than the page. The address is neither checked nor accessed. The block is left because
    /// its own page may be the one.
    /// </summary>
    private static StepStatus InvalidatePage(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.FlushTranslations();
        return core.RetireSerialized(in op);
    }
}
