namespace MsrSpec.Benchmarks.Emulators;

/// <summary>An emulator that has one loop in its memory.</summary>
internal interface ILoopEngine
{
    /// <summary>The emulator's name.</summary>
    string Name { get; }

    /// <summary>The registers as they stand.</summary>
    LoopRegisters Registers { get; }

    /// <summary>Puts registers and data to where the loop starts.</summary>
    void Prepare();

    /// <summary>Runs the loop; null when it came to its end, or why it did not.</summary>
    string? Run();
}
