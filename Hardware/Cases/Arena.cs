namespace MsrSpec.Hardware.Cases;

/// <summary>
/// 64 KiB that exist at the same linear address on the host and in the guest of the core, so that pointers compare
/// equal. 64-bit code sees them flat; 32-bit and 16-bit code by segments that start where the arena starts.
/// There are several so that threads do not share one; which one a case uses follows from its number alone.
/// </summary>
internal static class Arena
{
    /// <summary>How many arenas there are.</summary>
    public const int Count = 16;

    /// <summary>The bytes of an arena.</summary>
    public const int Size = 0x1_0000;

    /// <summary>The linear address of the first arena.</summary>
    public const ulong First = 0x20_0000;

    /// <summary>The end of the last arena.</summary>
    public const ulong End = First + (Count * Size);

    /// <summary>The machine code that asks about selectors, behind the regions of the widths.</summary>
    public const uint SelectorQuery = 4 * RegionSize;

    /// <summary>The context that is being run, and the other words of the host's machine code.</summary>
    public const uint Variables = 0x5000;

    /// <summary>The top of the stack that the host's machine code uses for itself.</summary>
    public const uint StackTop = 0x7000;

    /// <summary>A window well within a page.</summary>
    public const uint InnerWindow = 0x8400;

    /// <summary>A window that a page boundary runs through.</summary>
    public const uint CrossingWindow = 0x8FD0;

    /// <summary>The contexts of a batch.</summary>
    public const uint Contexts = 0xA000;

    /// <summary>How far before and behind the instruction the landing pads are; a short branch reaches them.</summary>
    public const uint PadDistance = 0x60;

    private const uint RegionSize = 0x1000;
    private const uint SlotOffset = 0x800;

    /// <summary>The linear address of an arena.</summary>
    /// <param name="arena">Its number.</param>
    public static ulong BaseOf(int arena) => First + (ulong)(arena * Size);

    /// <summary>The address that code of a width knows the start of an arena by.</summary>
    /// <param name="bits">The width of the code.</param>
    /// <param name="arena">The number of the arena.</param>
    public static ulong OriginOf(int bits, int arena) => bits == 64 ? BaseOf(arena) : 0;

    /// <summary>The offset of the machine code that belongs to a width.</summary>
    /// <param name="bits">The width of the code.</param>
    public static uint RegionOf(int bits) => bits switch
    {
        64 => RegionSize,
        32 => 2 * RegionSize,
        _ => 3 * RegionSize,
    };

    /// <summary>The offset of the instruction under test.</summary>
    /// <param name="bits">The width of the code.</param>
    public static uint SlotOf(int bits) => RegionOf(bits) + SlotOffset;

    /// <summary>The offset of a landing pad.</summary>
    /// <param name="bits">The width of the code.</param>
    /// <param name="landing">Which pad.</param>
    public static uint PadOf(int bits, Landing landing) =>
        landing == Landing.Ahead ? SlotOf(bits) + PadDistance : SlotOf(bits) - PadDistance;
}
