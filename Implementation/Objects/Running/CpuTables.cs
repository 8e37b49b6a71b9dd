using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>
/// What a processor in the kernel needs in memory: descriptors, a gate for each vector to a HLT of its own, stacks, and
/// the page of per-CPU data that the compiler reads by itself. The kernel's code can write none of the tables.
/// </summary>
internal static class CpuTables
{
    /// <summary>The selector of the kernel's code.</summary>
    public const ushort KernelCode = 0x10;

    /// <summary>The selector of the kernel's data.</summary>
    public const ushort KernelData = 0x18;

    /// <summary>The selector of the task, which names the stack of exceptions.</summary>
    public const ushort Task = 0x40;

    /// <summary>The last byte of a 64-bit TSS.</summary>
    public const ushort TaskLimit = 0x67;

    /// <summary>The bytes of a stack (<c>THREAD_SIZE</c>).</summary>
    public const int StackSize = StackPages * KernelSpace.PageSize;

    /// <summary>How many stacks there are: one for each thread.</summary>
    public const int Stacks = 4;

    /// <summary>The bytes from one stack to the next: between two of them is a page that is not mapped.</summary>
    public const int StackRoom = KernelSpace.PageSize + StackSize;

    /// <summary>Where the first stack ends; nothing is mapped there, nor in front of the stack.</summary>
    public const ulong StackEnd = KernelLayout.Stacks + StackRoom;

    /// <summary>Where a call returns to: a HLT.</summary>
    public const ulong ReturnPoint = Vectors + (VectorCount * VectorRoom);

    /// <summary>What is common to the flat segments of a kernel.</summary>
    public const SegmentAttributes Flat = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.Present | SegmentAttributes.Granular;

    private const ulong Gdt = KernelLayout.CpuTables;
    private const ulong Tss = Gdt + KernelSpace.PageSize;
    private const ulong Idt = Tss + KernelSpace.PageSize;
    private const ulong Vectors = Idt + KernelSpace.PageSize;
    private const ulong FaultStack = Vectors + (4 * KernelSpace.PageSize);
    private const ulong FaultStackEnd = FaultStack + KernelSpace.PageSize;
    private const int StackPages = 4;
    private const int VectorCount = 256;
    private const int VectorRoom = 16;
    private const ushort GdtLimit = 0x7F;
    private const int FirstInterruptStack = 0x24;
    private const byte Halt = 0xF4;

    private const ulong Canary = 0x5AFE_C0DE_0BAD_F000;

    /// <summary>What stands in the canary's page around it (<c>POISON_INUSE</c>): nobody models that.</summary>
    private const byte Poison = 0x5A;

    /// <summary>GDTR.</summary>
    public static DescriptorTable GdtRegister => new(Gdt, GdtLimit);

    /// <summary>IDTR.</summary>
    public static DescriptorTable IdtRegister => new(Idt, (VectorCount * VectorRoom) - 1);

    /// <summary>TR.</summary>
    public static Segment TaskRegister => new(
        Tss, TaskLimit, Task,
        SegmentAttributes.Present | SegmentAttributes.Code | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.Accessed);

    /// <summary>Where a stack ends, by its number from 0 on; calls begin there.</summary>
    public static ulong EndOfStack(int number) => StackEnd + ((ulong)number * StackRoom);

    /// <summary>The vector whose HLT stands at an address, or null.</summary>
    public static byte? VectorAt(ulong address) =>
        address - Vectors < VectorCount * VectorRoom ? (byte)((address - Vectors) / VectorRoom) : null;

    /// <summary>Maps all that, and fills it in; false if the RAM is not enough.</summary>
    public static bool TryMap(KernelSpace space)
    {
        bool isMapped = space.TryMap(Gdt, pages: 3, PageRights.None)
            && space.TryMap(Vectors, pages: 2, PageRights.Execute)
            && space.TryMap(FaultStack, pages: 1, PageRights.Write)
            && space.TryMap(KernelLayout.PerCpu, pages: 1, PageRights.None)
            && Enumerable.Range(0, Stacks).All(
                number => space.TryMap(EndOfStack(number) - StackSize, StackPages, PageRights.Write));
        if (isMapped)
        {
            FillDescriptors(space);
            FillVectors(space);
            FillPerCpu(space);
        }

        return isMapped;
    }

    private static void FillDescriptors(KernelSpace space)
    {
        space.WriteWord(Gdt + KernelCode, SegmentDescriptor.Create(
            0, uint.MaxValue, Flat | SegmentAttributes.Code | SegmentAttributes.Code64).Raw);
        space.WriteWord(Gdt + KernelData, SegmentDescriptor.Create(
            0, uint.MaxValue, Flat | SegmentAttributes.Big).Raw);
        space.WriteWord(Tss + FirstInterruptStack, FaultStackEnd);
    }

    private static void FillVectors(KernelSpace space)
    {
        const ulong OnFirstInterruptStack = 1UL << 32;
        for (int vector = 0; vector < VectorCount; vector++)
        {
            ulong handler = Vectors + (ulong)(vector * VectorRoom);
            var gate = Gate.CreateInterrupt(KernelCode, handler, privilegeLevel: 0);
            space.WriteWord(Idt + (ulong)(vector * VectorRoom), gate.Low | OnFirstInterruptStack);
            space.WriteWord(Idt + (ulong)(vector * VectorRoom) + sizeof(ulong), gate.High);
            _ = space.Write(handler, [Halt]);
        }

        _ = space.Write(ReturnPoint, [Halt]);
    }

    private static void FillPerCpu(KernelSpace space)
    {
        byte[] page = new byte[KernelSpace.PageSize];
        Array.Fill(page, Poison);
        _ = space.Write(KernelLayout.PerCpu, page);
        space.WriteWord(KernelLayout.PerCpu + KernelLayout.Canary, Canary);
    }
}
