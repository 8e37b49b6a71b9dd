using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>Writes the tables of one agent's region: vectors, descriptors, task states and page tables.</summary>
internal sealed class AgentTables(GuestMemory memory, uint region)
{
    internal const SegmentAttributes Code = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.Code | SegmentAttributes.CodeOrData | SegmentAttributes.Present
        | SegmentAttributes.Granular;

    internal const SegmentAttributes Data = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.Present | SegmentAttributes.Granular | SegmentAttributes.Big;

    internal const SegmentAttributes BusyTss = SegmentAttributes.Present | SegmentAttributes.Code
        | SegmentAttributes.WritableOrReadable | SegmentAttributes.Accessed;

    private const int LongGateSize = 16;
    private const int TssStackPointer = 4;
    private const int TssStackSegment = 8;
    private const ulong UserTable = 0x07;
    private const ulong UserLargePage = 0x87;
    private const ulong LargePageSize = 0x20_0000;
    private const int TableEntries = 512;

    /// <summary>A privilege level as a descriptor has it.</summary>
    internal static SegmentAttributes LevelOf(Privilege level) =>
        (SegmentAttributes)((int)level * (int)SegmentAttributes.PrivilegeLow);

    internal void Write()
    {
        for (int vector = 0; vector < AgentLayout.Vectors; vector++)
        {
            WriteVector(vector);
        }

        WriteDescriptors();
        memory.Write(region + AgentLayout.Tss32 + TssStackPointer, AgentLayout.FaultStack);
        memory.Write(region + AgentLayout.Tss32 + TssStackSegment, (uint)AgentLayout.Data32Selector(Privilege.Kernel));
        memory.Write(region + AgentLayout.Tss64 + TssStackPointer, (ulong)(region + AgentLayout.FaultStack));
        WritePageTables();
    }

    private void WriteVector(int vector)
    {
        uint real = ((region >> 4) << 16) | AgentCode.Width16.Handlers[vector];
        memory.Write(region + AgentLayout.VectorTable + (uint)(vector * sizeof(uint)), real);

        uint handler32 = AgentCode.Width32.Handlers[vector];
        Gate gate32 = Gate.CreateInterrupt(AgentLayout.Code32Selector(Privilege.Kernel), handler32, privilegeLevel: 0);
        memory.Write(region + AgentLayout.Idt32 + (uint)(vector * sizeof(ulong)), gate32.Low);

        ulong handler64 = region + AgentCode.Width64.Handlers[vector];
        Gate gate64 = Gate.CreateInterrupt(AgentLayout.Code64Selector(Privilege.Kernel), handler64, privilegeLevel: 0);
        memory.Write(region + AgentLayout.Idt64 + (uint)(vector * LongGateSize), gate64);
    }

    private void WriteDescriptors()
    {
        const uint All = uint.MaxValue;
        uint tssLimit = AgentLayout.TssSize - 1;
        foreach (Privilege level in Enum.GetValues<Privilege>())
        {
            SegmentAttributes bits = LevelOf(level);
            Put(AgentLayout.Code32Selector(level), region, All, Code | SegmentAttributes.Big | bits);
            Put(AgentLayout.Data32Selector(level), region, All, Data | bits);
            Put(AgentLayout.Code64Selector(level), 0, All, Code | SegmentAttributes.Code64 | bits);
            Put(AgentLayout.Data64Selector(level), 0, All, Data | bits);
        }

        Put(AgentLayout.Tss32Selector, region + AgentLayout.Tss32, tssLimit, BusyTss);
        Put(AgentLayout.Tss64Selector, region + AgentLayout.Tss64, tssLimit, BusyTss);
    }

    private void Put(ushort selector, uint address, uint limit, SegmentAttributes attributes) =>
        memory.Write(region + AgentLayout.Gdt + selector, SegmentDescriptor.Create(address, limit, attributes).Raw);

    /// <summary>The first GiB, each address to itself, open to user mode.</summary>
    private void WritePageTables()
    {
        memory.Write(region + AgentLayout.PageMapLevel4, (region + AgentLayout.PageDirectoryPointers) | UserTable);
        memory.Write(region + AgentLayout.PageDirectoryPointers, (region + AgentLayout.PageDirectory) | UserTable);
        for (uint entry = 0; entry < TableEntries; entry++)
        {
            ulong page = (entry * LargePageSize) | UserLargePage;
            memory.Write(region + AgentLayout.PageDirectory + (entry * sizeof(ulong)), page);
        }
    }
}
