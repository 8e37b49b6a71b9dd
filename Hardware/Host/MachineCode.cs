using Iced.Intel;

namespace MsrSpec.Hardware.Host;

/// <summary>Instructions as bytes.</summary>
internal static class MachineCode
{
    /// <summary>The bytes of some instructions.</summary>
    /// <param name="code">The instructions.</param>
    /// <param name="address">Where the first will stand, as the code itself sees it.</param>
    internal static byte[] Assemble(Assembler code, ulong address)
    {
        using MemoryStream stream = new();
        _ = code.Assemble(new StreamCodeWriter(stream), address);
        return stream.ToArray();
    }
}
