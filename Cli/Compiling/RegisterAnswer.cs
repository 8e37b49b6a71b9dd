using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;

namespace MsrSpec.Cli.Compiling;

/// <summary>What an access comes to under a policy: in all cases but one a guest sees the same #GP.</summary>
internal static class RegisterAnswer
{
    /// <summary>What the answers mean, for help texts.</summary>
    public const string Meanings = """
        denied   the policy does not allow it
        allowed  it does, and the modelled processor has the register
        faults   it does, and the register takes no access in this direction
        absent   it does, and the modelled processor does not have the register, which is known by name
        unknown  it does, and no register is known at this index
        """;

    /// <summary>The answer for one index in one direction.</summary>
    /// <param name="index">The index.</param>
    /// <param name="type">The direction: exactly one.</param>
    /// <param name="isAllowed">What the policy says.</param>
    public static string Of(uint index, AccessFlags type, bool isAllowed) =>
        !isAllowed ? "denied"
        : MsrTable.TryFind(index, out int row) ? Takes(MsrTable.Rows[row], type) ? "allowed" : "faults"
        : MsrNames.Describe(index) is null ? "unknown"
        : "absent";

    private static bool Takes(MsrRow row, AccessFlags type) =>
        type == AccessFlags.Read ? row.IsReadable : row.Rule != MsrRules.ReadOnly;
}
