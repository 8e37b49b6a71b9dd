using System.Collections.Immutable;
using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>A value of a JSON text, with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">Its first character, and of a string, a number or a word what it holds.</param>
/// <param name="Members">The members of an object; no two have one name.</param>
/// <param name="Items">The items of an array.</param>
internal sealed record JsonItem(
    JsonKind Kind,
    Field Where,
    ImmutableArray<(string Name, JsonItem Item)> Members,
    ImmutableArray<JsonItem> Items)
{
    /// <summary>The member that any object may have: what people write to one another.</summary>
    private const string Comment = "comment";

    /// <summary>The member of a name, or null.</summary>
    public JsonItem? this[string name] => Members.FirstOrDefault(member => member.Name == name).Item;

    /// <summary>
    /// What is wrong with the first member that is none of those that are known and no comment: a misspelt one would
    /// else go unnoticed.
    /// </summary>
    public PolicyProblem? WhyNotOnly(params string[] known)
    {
        (string name, JsonItem? item) = Members.FirstOrDefault(
            member => member.Name != Comment && !known.Contains(member.Name));
        return item?.Where.Problem(
            $"'{ShownText.Of(name)}' is not known here; known are {string.Join(", ", known)} and {Comment}");
    }
}
