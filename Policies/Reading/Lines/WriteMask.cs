using System.Globalization;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>
/// A mask of the bits of a register that may be written, as msr-safe has it. A register in such a list can be read. The
/// interfaces of KVM know no bits of a register: only none of them or all can be said.
/// </summary>
internal static class WriteMask
{
    /// <summary>Reads a mask.</summary>
    /// <param name="field">What is written.</param>
    /// <param name="access">The directions.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(Field field, out AccessFlags access)
    {
        access = AccessFlags.Read;
        if (!TryRead(field.Text, out ulong mask))
        {
            return field.Problem($"'{ShownText.Of(field.Text)}' is not a write mask: 64 bits, decimal or with 0x");
        }

        access = mask == 0 ? AccessFlags.Read : AccessFlags.ReadWrite;
        return mask is 0 or ulong.MaxValue
            ? null
            : field.Problem($"the write mask {field.Text} is partial, and no interface of KVM filters single bits: "
                + "0 makes the register read-only, 0xffffffffffffffff opens it");
    }

    /// <summary>Whether a field looks like a mask rather than an access.</summary>
    public static bool IsLike(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]);

    private static bool TryRead(string text, out ulong mask) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out mask)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out mask);
}
