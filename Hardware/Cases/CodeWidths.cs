namespace MsrSpec.Hardware.Cases;

/// <summary>The widths of code.</summary>
internal static class CodeWidths
{
    /// <summary>All of them, the widest first.</summary>
    public static IReadOnlyList<int> All { get; } = [64, 32, 16];
}
