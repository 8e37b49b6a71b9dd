using System.Security.Cryptography;

namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>The names of inputs, which are made from their bytes as libFuzzer makes them.</summary>
public static class InputName
{
    /// <summary>The extension of inputs that are kept as counterexamples.</summary>
    public const string Extension = ".input";

    /// <summary>The SHA-1 of the bytes, in 40 hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> input)
    {
#pragma warning disable CA5350 // A file's name, as libFuzzer gives it; nothing is secured by it.
        byte[] hash = SHA1.HashData(input);
#pragma warning restore CA5350
        return Convert.ToHexStringLower(hash);
    }
}
