namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>The agent's code for one width: it is the same in every region.</summary>
/// <param name="Start">Where it belongs, from the start of the region.</param>
/// <param name="Bytes">The code.</param>
/// <param name="Entry">Where it takes an access from the mailbox, from the start of the region.</param>
/// <param name="Sites">The accesses, by <see cref="AgentAssembler.SiteNumber"/>.</param>
/// <param name="Handlers">The handler of each vector, from the start of the region.</param>
internal sealed record AgentCode(
    uint Start, ReadOnlyMemory<byte> Bytes, uint Entry, AgentSite[] Sites, uint[] Handlers)
{
    internal static AgentCode Width16 { get; } = AgentAssembler.Assemble(16, AgentLayout.Code16, AgentLayout.Code32);

    internal static AgentCode Width32 { get; } = AgentAssembler.Assemble(32, AgentLayout.Code32, AgentLayout.Code64);

    internal static AgentCode Width64 { get; } = AgentAssembler.Assemble(64, AgentLayout.Code64, AgentLayout.CodeEnd);
}
