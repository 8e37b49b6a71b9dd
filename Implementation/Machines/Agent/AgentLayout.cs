using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// Where the parts of a guest agent lie in its region. A region lies below 1 MiB on a paragraph, so that real mode
/// reaches it; code has pages of its own, so that no store of the agent touches a page with code.
/// </summary>
internal static class AgentLayout
{
    /// <summary>The first region; the page below belongs to nobody.</summary>
    internal const uint FirstRegion = 0x1000;

    internal const uint RegionSize = 0x6000;

    // Code, a part for each width.
    internal const uint Code16 = 0x0000;
    internal const uint Code32 = 0x0500;
    internal const uint Code64 = 0x0A00;
    internal const uint CodeEnd = 0x1000;

    /// <summary>Where an immediate form of RDMSR or WRMSRNS has its index.</summary>
    internal const uint ImmediateAt = 5;

    // The mailbox and the stacks. A stack is named by its top, and reaches down to the part before.
    internal const uint Mailbox = 0x1000;
    internal const uint KernelStack = 0x1800;
    internal const uint FaultStack = 0x1C00;
    internal const uint UserStack = 0x2000;

    // Tables.
    internal const uint VectorTable = 0x2000;
    internal const uint Idt32 = 0x2400;
    internal const uint Idt64 = 0x2500;
    internal const uint Gdt = 0x2700;
    internal const uint Tss32 = 0x2800;
    internal const uint Tss64 = 0x2880;
    internal const uint PageMapLevel4 = 0x3000;
    internal const uint PageDirectoryPointers = 0x4000;
    internal const uint PageDirectory = 0x5000;

    // Vectors that have a handler, and sizes of tables.
    internal const int Vectors = 32;
    internal const int TssSize = 0x68;

    // Selectors of the GDT: four descriptors for each privilege level, then the task states.
    internal const ushort Tss32Selector = 0x88;
    internal const ushort Tss64Selector = 0x90;
    internal const ushort GdtSize = 0x98;

    private const int FirstSelector = 0x08;
    private const int SelectorsOfALevel = 0x20;

    internal const int MaxVcpus = (int)((0x10_0000 - FirstRegion) / RegionSize);

    /// <summary>The selector of the 32-bit code segment of a level, without its privilege bits.</summary>
    internal static ushort Code32Selector(Privilege level) => SelectorOf(level, 0);

    /// <summary>The selector of the data segment of 32-bit code of a level.</summary>
    internal static ushort Data32Selector(Privilege level) => SelectorOf(level, 0x08);

    /// <summary>The selector of the 64-bit code segment of a level.</summary>
    internal static ushort Code64Selector(Privilege level) => SelectorOf(level, 0x10);

    /// <summary>The selector of the data segment of 64-bit code of a level.</summary>
    internal static ushort Data64Selector(Privilege level) => SelectorOf(level, 0x18);

    /// <summary>The physical address of a vCPU's region.</summary>
    internal static uint RegionOf(int vcpu) => FirstRegion + ((uint)vcpu * RegionSize);

    private static ushort SelectorOf(Privilege level, int segment) =>
        (ushort)(FirstSelector + ((int)level * SelectorsOfALevel) + segment);
}
