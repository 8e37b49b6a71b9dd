namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What an access does at its address.</summary>
internal enum AccessKind
{
    /// <summary>It reads data.</summary>
    Read = 0,

    /// <summary>It writes data, or reads it in order to write it.</summary>
    Write = 1,

    /// <summary>It fetches an instruction.</summary>
    Execute = 2,
}
