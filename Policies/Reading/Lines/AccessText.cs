using System.Collections.Frozen;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>An access as people write it.</summary>
internal static class AccessText
{
    /// <summary>What is expected, for messages.</summary>
    public const string Expected = "r, w, rw or none";

    private static readonly FrozenDictionary<string, AccessFlags> Words = new Dictionary<string, AccessFlags>
    {
        ["r"] = AccessFlags.Read,
        ["read"] = AccessFlags.Read,
        ["ro"] = AccessFlags.Read,
        ["w"] = AccessFlags.Write,
        ["write"] = AccessFlags.Write,
        ["wo"] = AccessFlags.Write,
        ["rw"] = AccessFlags.ReadWrite,
        ["r/w"] = AccessFlags.ReadWrite,
        ["read|write"] = AccessFlags.ReadWrite,
        ["none"] = AccessFlags.None,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an access.</summary>
    /// <param name="field">What is written.</param>
    /// <param name="access">The directions.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(Field field, out AccessFlags access) =>
        Words.TryGetValue(field.Text, out access)
            ? null
            : field.Problem($"'{ShownText.Of(field.Text)}' is not an access: {Expected}");

    /// <summary>An access as the printers write it.</summary>
    public static string Print(AccessFlags access) => access switch
    {
        AccessFlags.None => "none",
        AccessFlags.Read => "r",
        AccessFlags.Write => "w",
        _ => "rw",
    };
}
