namespace MsrSpec.Cli.Booting;

/// <summary>
/// The exit statuses of <c>msrspec boot</c>. A guest that ends by itself ends with an odd one, so all others are even.
/// </summary>
internal static class BootExit
{
    /// <summary>The guest switched the machine off.</summary>
    public const int PowerOff = 0;

    /// <summary>The core lacks something that the guest needs.</summary>
    public const int Unimplemented = 4;

    /// <summary>A triple fault.</summary>
    public const int Shutdown = 6;

    /// <summary>The step limit was reached.</summary>
    public const int StepLimit = 8;

    /// <summary>The guest halted for good.</summary>
    public const int Halted = 10;

    /// <summary>The guest asked for a reset.</summary>
    public const int Reset = 12;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
