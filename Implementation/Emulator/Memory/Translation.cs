namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>Where a walk has led.</summary>
/// <param name="Physical">The physical address.</param>
/// <param name="PageShift">The binary logarithm of the page's size.</param>
/// <param name="IsGlobal">Whether it outlives a load of CR3.</param>
internal readonly record struct Translation(ulong Physical, int PageShift, bool IsGlobal);
