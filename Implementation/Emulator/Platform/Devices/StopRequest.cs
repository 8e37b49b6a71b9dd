using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>Where a device leaves word of what the guest has asked for, until the machine takes it.</summary>
internal sealed class StopRequest
{
    /// <summary>What was asked for.</summary>
    public StopKind Kind { get; private set; }

    /// <summary>The exit status, when one was given.</summary>
    public int Status { get; private set; }

    /// <summary>Forgets the request.</summary>
    public void Clear()
    {
        Kind = StopKind.None;
        Status = 0;
    }

    /// <summary>Leaves a request; the answer is what a port access that does so ends with.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="status">The exit status.</param>
    public PortAccessResult Leave(StopKind kind, int status = 0)
    {
        Kind = kind;
        Status = status;
        return PortAccessResult.Stop;
    }
}
