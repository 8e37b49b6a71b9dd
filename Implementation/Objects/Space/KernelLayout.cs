namespace MsrSpec.Implementation.Objects.Space;

/// <summary>
/// Where things lie in a kernel's half of the addresses, as Documentation/arch/x86/x86_64/mm.rst has it: an object at
/// the place of a module, and what it refers to where the kernel's own image is, in reach of 32 bits.
/// </summary>
internal static class KernelLayout
{
    /// <summary>The heap: an address in the direct mapping.</summary>
    public const ulong Heap = 0xFFFF_8882_0000_0000;

    /// <summary>What the host lays out: an address in the direct mapping.</summary>
    public const ulong LaidOut = 0xFFFF_8883_0000_0000;

    /// <summary>Where the user's memory has the argument of an ioctl.</summary>
    public const ulong Argument = 0x0000_7F00_0000_0000;

    /// <summary>The stacks: where vmalloc gives memory.</summary>
    public const ulong Stacks = 0xFFFF_C900_0000_0000;

    /// <summary>What the base of GS holds: an address in the direct mapping.</summary>
    public const ulong PerCpu = 0xFFFF_8881_0000_0000;

    /// <summary>The processor's tables: <c>cpu_entry_area</c>.</summary>
    public const ulong CpuTables = 0xFFFF_FE00_0000_0000;

    /// <summary>The code that stands for functions that no object has.</summary>
    public const ulong Functions = 0xFFFF_FFFF_9000_0000;

    /// <summary>The addresses of data that no object has; nothing is mapped there.</summary>
    public const ulong Data = 0xFFFF_FFFF_9800_0000;

    /// <summary>The first section of an object: the space of modules.</summary>
    public const ulong Modules = 0xFFFF_FFFF_A000_0000;

    /// <summary>Where the space of modules ends.</summary>
    public const ulong ModulesEnd = 0xFFFF_FFFF_FF00_0000;

    /// <summary>
    /// The offset from GS of the stack protector's canary: <c>struct fixed_percpu_data</c>, and since Linux 6.15 what
    /// <c>__stack_chk_guard</c> stands for.
    /// </summary>
    public const ulong Canary = 0x28;

    /// <summary>The offset from GS of the first per-CPU section; a page of the compiler's own lies in front.</summary>
    public const ulong PerCpuSections = 0x2000;

    /// <summary>The offset from GS of per-CPU variables that no object has; nothing is mapped there.</summary>
    public const ulong PerCpuData = 0x0800_0000;
}
