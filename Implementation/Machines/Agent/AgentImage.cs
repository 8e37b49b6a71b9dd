using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// The agent of one vCPU number as bytes and states, built once and shared by every machine: a machine starts by
/// copying it.
/// </summary>
internal sealed class AgentImage
{
    private static readonly Lazy<AgentImage>[] Images =
        [.. Enumerable.Range(0, AgentLayout.MaxVcpus).Select(vcpu => new Lazy<AgentImage>(() => new AgentImage(vcpu)))];

    private readonly byte[] _bytes = new byte[AgentLayout.RegionSize];

    private AgentImage(int vcpu)
    {
        Region = AgentLayout.RegionOf(vcpu);
        States = new AgentStates(Region);
        var memory = new GuestMemory((int)(Region + AgentLayout.RegionSize));
        foreach (AgentCode code in (ReadOnlySpan<AgentCode>)[AgentCode.Width16, AgentCode.Width32, AgentCode.Width64])
        {
            memory.Write(Region + code.Start, code.Bytes.Span);
        }

        new AgentTables(memory, Region).Write();
        memory.Read(Region, _bytes);
    }

    internal uint Region { get; }

    internal AgentStates States { get; }

    internal static AgentImage Of(int vcpu) => Images[vcpu].Value;

    internal void CopyTo(GuestMemory memory) => memory.Write(Region, _bytes);
}
