namespace MsrSpec.Implementation.Emulator.Cpu.Ports;

/// <summary>What becomes of an access to a port.</summary>
public enum PortAccessResult
{
    /// <summary>It retires.</summary>
    Done = 0,

    /// <summary>It retires, and the core leaves to its owner, with RIP behind the instruction.</summary>
    Stop = 1,
}
