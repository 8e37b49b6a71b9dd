namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>A lock that is held, or a reader that is inside.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Address">The address of the lock or the domain.</param>
/// <param name="TakenBy">Where the call that took it returns to.</param>
/// <param name="Thread">The number of the thread that took it.</param>
internal sealed record HeldLock(LockKind Kind, ulong Address, ulong TakenBy, int Thread);
