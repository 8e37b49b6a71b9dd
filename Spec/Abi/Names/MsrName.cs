using System.Collections.Immutable;
using System.Globalization;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>A register that is known by name, whether or not the modelled processor has it.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Name">
/// How it is printed: as Linux calls it, without <c>MSR_</c> and <c>IA32_</c> in front, else as its manual does.
/// </param>
/// <param name="Others">Other spellings, such as the manual's where Linux has its own.</param>
public sealed record MsrName(uint Index, string Name, params ImmutableArray<string> Others)
{
    /// <summary>In whose manual it stands.</summary>
    public MsrVendor Vendor { get; init; }

    /// <summary>All spellings, the printed one first.</summary>
    public IEnumerable<string> Spellings => Others.Prepend(Name);

    /// <summary>The registers of a family, which differ by a number in their names.</summary>
    /// <param name="first">The index of number 0.</param>
    /// <param name="stride">From one index to the next.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="name">The name, with <c>{0}</c> where the number stands.</param>
    /// <param name="others">Other spellings, likewise.</param>
    internal static IEnumerable<MsrName> Family(
        uint first, uint stride, int count, string name, params ImmutableArray<string> others) =>
        from number in Enumerable.Range(0, count)
        select new MsrName(
            first + ((uint)number * stride),
            With(name, number),
            [.. others.Select(other => With(other, number))]);

    private static string With(string format, int number) =>
        string.Format(CultureInfo.InvariantCulture, format, number);
}
