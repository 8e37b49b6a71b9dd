using MsrSpec.Checker.Running;
using MsrSpec.PropertyTests.Shell;
using MsrSpec.Registry;

/// <summary>
/// Puts a wrong machine in the place of <c>optimized-direct</c> before a program begins, so that a test can see what
/// the whole program makes of it. The runtime looks for this name, in no namespace, in what
/// <c>DOTNET_STARTUP_HOOKS</c> names.
/// </summary>
#pragma warning disable CA1050 // The runtime looks for it outside of all namespaces.
public static class StartupHook
#pragma warning restore CA1050
{
    /// <summary>Is called by the runtime.</summary>
    public static void Initialize()
    {
        string fault = Environment.GetEnvironmentVariable(Faults.Variable)!;
        typeof(RegisteredMachine).GetProperty(nameof(RegisteredMachine.Create))!
            .SetValue(MachineRegistry.OptimizedDirect, Faults.Of(fault));
    }
}
