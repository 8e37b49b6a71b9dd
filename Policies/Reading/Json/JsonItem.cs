using System.Collections.Immutable;
using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>A value of a JSON text, with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">Its first character, and of a string, a number or a word what it holds.</param>
/// <param name="Members">The members of an object; of two with one name the last counts.</param>
/// <param name="Items">The items of an array.</param>
internal sealed record JsonItem(
    JsonKind Kind,
    Field Where,
    ImmutableArray<(string Name, JsonItem Item)> Members,
    ImmutableArray<JsonItem> Items)
{
    /// <summary>The member of a name, or null.</summary>
    public JsonItem? this[string name]
    {
        get
        {
            for (int number = Members.Length - 1; number >= 0; number--)
            {
                if (Members[number].Name == name)
                {
                    return Members[number].Item;
                }
            }

            return null;
        }
    }
}
