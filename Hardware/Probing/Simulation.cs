namespace MsrSpec.Hardware.Probing;

/// <summary>What this program pretends of its machine, so that any machine shows what happens on a poor one.</summary>
internal enum Simulation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>modify_ldt</c> reports success, and no segment is there.</summary>
    NoLocalDescriptors,

    /// <summary>The trial of 32-bit or 16-bit code ends its process by SIGSEGV.</summary>
    TrialDies,
}
