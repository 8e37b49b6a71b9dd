using System.Collections.Frozen;
using MsrSpec.Spec.Accesses;

namespace MsrSpec.Policies.Naming;

/// <summary>Registers by name, as lists write them.</summary>
public static class RegisterNames
{
    private static readonly FrozenDictionary<string, uint> Indices = MsrTable.Rows
        .ToFrozenDictionary(row => row.Name, row => row.Index, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the index of a name, however its letters are written.</summary>
    public static bool TryFind(string name, out uint index) => Indices.TryGetValue(name, out index);

    /// <summary>The name of an index, or null if nobody gave it one.</summary>
    public static string? Of(uint index) => MsrTable.NameOf(index);
}
