using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Accesses;

/// <summary>What user space sets when it puts a vCPU into the mode of an access.</summary>
public static class ModeEntry
{
    /// <summary>The bits of EFER that belong to the mode.</summary>
    public const ulong Bits = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);

    /// <summary>EFER with LME and LMA as the mode has them.</summary>
    /// <param name="efer">What it was.</param>
    /// <param name="mode">The mode.</param>
    public static ulong Enter(ulong efer, GuestMode mode) =>
        mode == GuestMode.Long64 ? efer | Bits : efer & ~Bits;

    /// <summary>Whether paging is on in a mode.</summary>
    public static bool HasPaging(GuestMode mode) => mode == GuestMode.Long64;
}
