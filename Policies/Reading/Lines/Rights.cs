using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>What a line says of what is allowed: an access, a mask of bits that may be written, or both.</summary>
/// <param name="Access">The access; its text is null where the line has none.</param>
/// <param name="Mask">The mask; its text is null where the line has none.</param>
internal readonly record struct Rights(Field Access, Field Mask)
{
    /// <summary>Rights that are written as an access.</summary>
    public static Rights Of(Field access) => new(access, default);

    /// <summary>Rights that are written as a mask.</summary>
    public static Rights OfMask(Field mask) => new(default, mask);

    /// <summary>Reads them. An access beside a mask has to say of writing what the mask says.</summary>
    /// <param name="allowed">The directions.</param>
    /// <returns>What is wrong, or null.</returns>
    public PolicyProblem? Read(out AccessFlags allowed)
    {
        AccessFlags masked = AccessFlags.None;
        PolicyProblem? wrong = Mask.Text is null ? null : WriteMask.Read(Mask, out masked);
        if (Access.Text is null || wrong is not null)
        {
            allowed = masked;
            return wrong;
        }

        wrong = AccessText.Read(Access, out allowed);
        return wrong is null && Mask.Text is not null && ((allowed ^ masked) & AccessFlags.Write) != 0
            ? Mask.Problem($"the write mask {Mask.Text} contradicts the access {Access.Text}")
            : wrong;
    }
}
