using System.Security.Cryptography;
using System.Text;
using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A run is a seed and a commit: what a seed gives changes only where a change is meant to do that.</summary>
public sealed class SameSequencesTests
{
    private const int Sequences = 1000;
    private const string Digest = "1beac53d43bfbd9fdbd78eb168c588355962548548f81723ce16468bae8e0e87";

    /// <summary>
    /// A field, a domain, a kind of command or a weight that is new changes it, and the example in the README with it;
    /// then the digest is replaced.
    /// </summary>
    [Fact]
    public void A_seed_gives_the_sequences_that_it_always_gave()
    {
        SequenceGenerator generator = new();
        PCG random = new(0, 1UL);
        IEnumerable<string> lines = Enumerable.Range(0, Sequences)
            .SelectMany(_ => generator.Generate(random, min: null, out Size _)).Select(CommandPrinter.Print);
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        string digest = Convert.ToHexStringLower(SHA256.HashData(text));
        Assert.True(digest == Digest, $"The digest is now {digest}.");
    }
}
