using MsrSpec.Fuzz.Targets;
using MsrSpec.Policies.Compiling;
using MsrSpec.PropertyTests.Policies;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The target <c>policy</c> passes our readers and compiler, and reports wrong compilers.</summary>
public sealed class PolicyTargetTests
{
    private static readonly byte[] Some = "0x10-0x1f rw\n0x90-0x91 r\n0x93 r\n0xc0000080-0xc0000082 w"u8.ToArray();

    public static TheoryData<string> Wrong { get; } = [.. WrongCompilers.All.Keys];

    [Fact]
    public void The_right_compiler_passes_texts_bytes_and_nonsense()
    {
        PolicyTarget target = new();
        Assert.Null(target.Run(Some));
        Assert.Null(target.Run([]));
        Assert.Null(target.Run(new byte[392]));
        Assert.Null(target.Run([0xEF, 0xBB, 0xBF, (byte)'{', 0xC3, 0xA4, (byte)'\r', 0xE2, 0x80, 0xA8]));
        Assert.Null(target.Run("{\"msrs\":[\u2028\u00e4 x"u8));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_compiler_is_reported(string what)
    {
        PolicyTarget target = new((policy, request) =>
        {
            Compilation right = PolicyCompiler.Compile(policy, request);
            return right.Compiled is { Ranges.Length: > 0 } compiled
                ? right with { Compiled = WrongCompilers.All[what](compiled) }
                : right;
        });
        Assert.StartsWith("a policy is compiled wrongly\n", target.Run(Some), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_is_explained_as_lines_or_as_what_is_wrong_with_it()
    {
        Assert.StartsWith("0x10-0x1f rw\n", new PolicyTarget().Explain(Some).Text, StringComparison.Ordinal);
        Assert.Equal(
            "input:1:6: 'x' is not an access: r, w, rw or none\n",
            new PolicyTarget().Explain("0x10 x"u8).Text);
    }
}
