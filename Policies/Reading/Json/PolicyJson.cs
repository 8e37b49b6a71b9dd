using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>
/// Reads <c>{"default":"none","msrs":[{"index":"0x10-0x1f","access":"rw","name":"TSC"}]}</c>: what a list says, as an
/// object. An index may be a number too; the default and names may be missing; beside the access a <c>mask</c> may
/// stand.
/// </summary>
internal static class PolicyJson
{
    /// <summary>The member that holds the registers.</summary>
    public const string Registers = "msrs";

    /// <summary>The member of a register that is its index, a range or a name.</summary>
    public const string Index = "index";

    /// <summary>The member of a register that says what is allowed.</summary>
    public const string Access = "access";

    /// <summary>The member of a register that is a mask of the bits that may be written.</summary>
    public const string Mask = "mask";

    /// <summary>The member of a register that is its name.</summary>
    public const string Name = "name";

    /// <summary>Reads an object that has registers.</summary>
    public static PolicyInput Read(JsonItem root)
    {
        PolicyDraft draft = new(PolicyFormat.Json);
        if (root.WhyNotOnly(PolicyDraft.Default, Registers) is { } unknown)
        {
            draft.Fail(unknown);
        }

        if (root[PolicyDraft.Default] is { } standard)
        {
            draft.Add(
                standard.Where with { Text = PolicyDraft.Default }, Rights.Of(standard.Where), string.Empty);
        }

        JsonItem registers = root[Registers]!;
        if (registers.Kind != JsonKind.Array)
        {
            draft.Fail(registers.Where.Problem($"'{Registers}' is not an array"));
        }

        foreach (JsonItem register in registers.Items.TakeWhile(_ => !draft.IsHopeless))
        {
            Add(register, draft);
        }

        return draft.Finish();
    }

    private static void Add(JsonItem register, PolicyDraft draft)
    {
        if (register[Index] is not { Kind: JsonKind.String or JsonKind.Number } index)
        {
            draft.Fail(register.Where.Problem($"here stands no register with '{Index}', a number or a string"));
        }
        else if (register[Access] is not { Kind: JsonKind.String } access)
        {
            draft.Fail(register.Where.Problem($"the register has no '{Access}', a string: {AccessText.Expected}"));
        }
        else if (register.WhyNotOnly(Index, Access, Mask, Name) is { } unknown)
        {
            draft.Fail(unknown);
        }
        else
        {
            string name = register[Name]?.Where.Text ?? string.Empty;
            draft.Add(
                index.Where, new Rights(access.Where, register[Mask]?.Where ?? default),
                LineText.IsName(name) ? name : string.Empty);
        }
    }
}
