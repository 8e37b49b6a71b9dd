using System.Security.Cryptography;
using System.Text;
using MsrSpec.Spec.Abi.Names;
using Xunit;
using static System.FormattableString;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The names of registers are facts: none changes unless somebody means it.</summary>
public sealed class MsrNameTableTests
{
    private const string Digest = "486af2fbdfa160799a606435da2eec9dfaaf16ca0b475f97ab5d4cf883c2e74e";

    /// <summary>A name that is new or mended changes it; then the digest is replaced.</summary>
    [Fact]
    public void Every_name_stands_for_the_index_that_it_always_stood_for()
    {
        IEnumerable<string> lines = MsrNames.All.Select(
            name => Invariant($"{name.Index:x8} {name.Vendor} {string.Join(' ', name.Spellings)}"));
        string digest = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
        Assert.True(digest == Digest, $"The digest is now {digest}.");
    }
}
