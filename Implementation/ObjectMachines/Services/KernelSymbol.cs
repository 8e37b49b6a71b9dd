namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>A function of the kernel by its name in some versions.</summary>
/// <param name="Name">The name.</param>
/// <param name="Function">What it does.</param>
/// <param name="Versions">The versions of Linux that have it under that name.</param>
public sealed record KernelSymbol(string Name, KernelFunction Function, string Versions)
{
    /// <summary>Which of its arguments are those of the function, in the function's order.</summary>
    public IReadOnlyList<int> Arguments { get; init; } = [0, 1, 2];

    /// <summary>The bytes that a KASAN build asks about, where its name says them; zero where an argument does.
    /// </summary>
    public int Size { get; init; }
}
