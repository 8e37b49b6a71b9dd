using System.Text;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Commands;

/// <summary>A field of a command.</summary>
/// <param name="Name">What it is, as the parser calls it when it is missing.</param>
/// <param name="Domain">The values that it may have.</param>
/// <param name="Key">What stands before the value in the text; null if the place says which field it is.</param>
/// <param name="IsOptional">Whether it is left out of the text when it is 0.</param>
public sealed record Field(string Name, Domain Domain, string? Key = null, bool IsOptional = false)
{
    /// <summary>Writes the value with a blank before it, or nothing.</summary>
    internal void Print(ulong number, StringBuilder text)
    {
        if (number != 0 || !IsOptional)
        {
            text.Append(' ').Append(Key).Append(Domain.Print(number));
        }
    }

    /// <summary>Reads the value; 0 if it is optional and not there.</summary>
    internal ulong Parse(Cursor cursor) => (Key, IsOptional) switch
    {
        (null, _) => Domain.Parse(cursor, Name, IsOptional),
        (_, true) => cursor.OptionalKeyedNumber(Key, Domain.Max, Name) ?? 0,
        (_, false) => cursor.KeyedNumber(Key, Domain.Max, Name),
    };
}
