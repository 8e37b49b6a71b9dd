namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// One place in the agent's code that executes an access and then calls the code that records its end.
/// </summary>
/// <param name="Offset">Where the access is, from the start of the region.</param>
/// <param name="CallLength">The bytes of the call behind it.</param>
internal readonly record struct AgentSite(uint Offset, uint CallLength);
