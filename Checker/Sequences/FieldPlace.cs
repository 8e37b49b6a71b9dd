using MsrSpec.Spec.Commands;

namespace MsrSpec.Checker.Sequences;

/// <summary>A field in a word; what it takes to translate most codes is at hand.</summary>
/// <param name="Kind">What its domain is.</param>
/// <param name="Field">The number of the field among those of its kind.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="PlainCodes">The codes below this one are the numbers that they stand for.</param>
/// <param name="Bits">Where its code stands.</param>
internal readonly record struct FieldPlace(
    DomainKind Kind, int Field, Domain Domain, ulong PlainCodes, BitField Bits)
{
    /// <summary>The number that a code stands for.</summary>
    public ulong Number(ulong code) => code < PlainCodes ? code : Domain.FromCode(code);
}
