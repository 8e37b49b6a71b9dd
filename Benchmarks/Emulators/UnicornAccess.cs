namespace MsrSpec.Benchmarks.Emulators;

/// <summary>How a guest under Unicorn gets the answer to RDMSR.</summary>
internal enum UnicornAccess
{
    /// <summary>There is no RDMSR.</summary>
    None = 0,

    /// <summary>A hook at a NOP in its place: the cheapest way that gives the right result.</summary>
    HookAtNop = 1,

    /// <summary>A hook at the instruction, which it steps over.</summary>
    HookAtInstruction = 2,
}
