namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>The MSRs of a core at one moment.</summary>
/// <param name="Values">What each row of the table holds.</param>
/// <param name="Now">
/// The time that registers were last told: a host that writes IA32_TSC while an access waits writes it as of then.
/// </param>
/// <param name="IsPaging">Whether paging was on by then.</param>
internal sealed record MsrSnapshot(ReadOnlyMemory<ulong> Values, ulong Now, bool IsPaging);
