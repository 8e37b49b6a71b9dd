namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>
/// The ways into libFuzzer's comparison hooks. libFuzzer tells comparisons apart by the way they come.
/// </summary>
/// <param name="Compare1">The first way in for two bytes.</param>
/// <param name="Compare4">The first way in for two 32-bit numbers.</param>
/// <param name="Compare8">The first way in for two 64-bit numbers.</param>
internal readonly record struct CompareHooks(nint Compare1, nint Compare4, nint Compare8)
{
    /// <summary>How many ways lead into each hook; a power of two.</summary>
    public const int Ways = 512;

    /// <summary>The bytes from one way to the next.</summary>
    public const int WaySize = 17;
}
