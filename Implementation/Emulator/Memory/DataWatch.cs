namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>Bytes whose access is to be noticed. They lie in one page.</summary>
/// <param name="First">The linear address of the first.</param>
/// <param name="Length">How many; zero watches nothing.</param>
/// <param name="OnReads">Whether reads count, not only writes.</param>
internal readonly record struct DataWatch(ulong First, int Length, bool OnReads)
{
    /// <summary>Whether a translation of the page would let accesses pass unnoticed.</summary>
    internal bool IsInPage(ulong linear) =>
        Length != 0 && (First ^ linear) >> GuestMemory.PageShift == 0;

    /// <summary>Whether an access within one page, of at least a byte, is one to notice.</summary>
    internal bool IsHit(ulong linear, int size, AccessKind kind) =>
        Length != 0
        && (OnReads || kind == AccessKind.Write)
        && linear <= First + (ulong)(Length - 1)
        && First <= linear + (ulong)(size - 1);
}
