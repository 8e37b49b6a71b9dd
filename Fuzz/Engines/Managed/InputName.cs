using System.Security.Cryptography;

namespace MsrSpec.Fuzz.Engines.Managed;

/// <summary>The name that libFuzzer gives an input.</summary>
internal static class InputName
{
    /// <summary>The SHA-1 of the bytes, in lower-case hexadecimal digits.</summary>
#pragma warning disable CA5350 // A file's name, as libFuzzer gives it; nothing is secured by it.
    public static string Of(ReadOnlySpan<byte> input) => Convert.ToHexStringLower(SHA1.HashData(input));
#pragma warning restore CA5350
}
