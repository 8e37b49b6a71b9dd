using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Spec.Abi.Names;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>What may have been meant is what the definition of a distance says, however little is looked at.</summary>
public sealed class NearNamesTests
{
    private const int Iterations = 3_000;

    private static readonly Gen<string> Plain = Gen.String[Gen.Char["ABC09\u0141"], 0, 7];

    [Fact]
    public void Near_are_the_names_that_hold_a_text_or_become_it_by_an_edit_in_four_letters() =>
        Gen.Select(Plain.Array[0, 12], Plain).Sample(
            (plains, text) =>
            {
                MsrName[] names =
                [
                    .. plains.Distinct().Index().Select(
                        pair => new MsrName((uint)(pair.Index * 7 % 12), pair.Item, []) { Vendor = MsrVendor.Intel }),
                ];
                IEnumerable<MsrName> near =
                    from name in names
                    let far = Distance(text, name.Name)
                    where far <= Math.Max(1, text.Length / 4)
                    orderby far, name.Index
                    select name;
                Assert.Equal(
                    near.Take(3),
                    new NearNames(names.Select(
                        name => KeyValuePair.Create(name.Name, ImmutableArray.Create(name)))).Of(text));
            },
            iter: Iterations);

    private static int Distance(string text, string name) =>
        text.Length >= 4 && name.Contains(text, StringComparison.Ordinal) ? 1 : Edits(text, name);

    /// <summary>The fewest edits, as they are defined: it takes long for long texts.</summary>
    private static int Edits(string text, string name) =>
        text.Length == 0 || name.Length == 0 ? text.Length + name.Length
        : text[0] == name[0] ? Edits(text[1..], name[1..])
        : 1 + Math.Min(Edits(text[1..], name[1..]), Math.Min(Edits(text[1..], name), Edits(text, name[1..])));
}
