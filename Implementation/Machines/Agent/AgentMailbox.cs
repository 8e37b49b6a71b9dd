using System.Runtime.InteropServices;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// What the host and the agent tell each other. A field of 64 bits is used as far as the mode has registers; the host
/// looks at as much as the guest has written.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AgentMailbox
{
    /// <summary>To the agent: RAX before the access.</summary>
    public ulong InputRax;

    /// <summary>To the agent: RCX before the access.</summary>
    public ulong InputRcx;

    /// <summary>To the agent: RDX before the access.</summary>
    public ulong InputRdx;

    /// <summary>To the agent: where the access to execute is.</summary>
    public ulong Site;

    /// <summary>From the agent: not zero once the instruction behind the access has run.</summary>
    public uint Retired;

    /// <summary>From the agent: <see cref="CaughtMark"/> plus the vector that a handler has caught.</summary>
    public uint Caught;

    /// <summary>From the agent: RAX at the end.</summary>
    public ulong OutputRax;

    /// <summary>From the agent: RCX at the end.</summary>
    public ulong OutputRcx;

    /// <summary>From the agent: RDX at the end.</summary>
    public ulong OutputRdx;

    /// <summary>From the agent: the return address of the call that follows the access.</summary>
    public ulong ReturnAddress;

    /// <summary>From the agent: the stack pointer on entry to a handler.</summary>
    public ulong FrameTop;

    /// <summary>From the agent: the word on top of the frame.</summary>
    public ulong FrameFirst;

    /// <summary>From the agent: the word after it.</summary>
    public ulong FrameSecond;

    /// <summary>What tells a caught vector 0 from nothing caught.</summary>
    internal const uint CaughtMark = 0x100;
}
