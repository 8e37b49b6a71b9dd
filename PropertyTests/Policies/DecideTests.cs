using System.Text;
using System.Text.RegularExpressions;
using MsrSpec.Cli.Compiling;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Proving;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>What <c>decide</c> says of registers: what the policy denies is told apart from what the processor lacks.
/// </summary>
public sealed class DecideTests
{
    private const string Example = "0x10 rw\n0xfe rw\n0xc0010015 r\n0x12340-0x12345 rw\n0x49 rw";

    [Theory]
    [InlineData(0x10, "allowed", "allowed")]
    [InlineData(0xFE, "allowed", "faults")]
    [InlineData(0x49, "faults", "allowed")]
    [InlineData(0xC0010015, "absent", "denied")]
    [InlineData(0x12341, "unknown", "unknown")]
    [InlineData(0x1B, "denied", "denied")]
    [InlineData(0xFFFFFFFF, "denied", "denied")]
    public void Denied_absent_unknown_and_allowed_are_told_apart(uint index, string read, string write) =>
        Assert.EndsWith(
            $"read {read} write {write}", Plain(new DecisionLines(Read(Example)).Of(index)), StringComparison.Ordinal);

    [Fact]
    public void A_whole_list_has_a_line_for_each_name_and_for_each_run_without_and_one_for_the_rest() => Assert.Equal(
        [
            "0x10 TSC read allowed write allowed",
            "0x49 PRED_CMD read faults write allowed",
            "0xfe MTRRcap read allowed write faults",
            "0x12340-0x12345 read unknown write unknown",
            "0xc0010015 K7_HWCR read absent write denied",
            "all others read denied write denied",
        ],
        new DecisionLines(Read(Example)).All().Select(Plain));

    [Fact]
    public void A_list_that_denies_has_lines_for_what_it_denies() => Assert.Equal(
        ["0x10 TSC read allowed write denied", "all others read allowed write allowed"],
        new DecisionLines(Read("default rw\n0x10 r")).All().Select(Plain));

    /// <summary>One list under both interfaces: of the x2APIC range they decide otherwise, of the rest alike.</summary>
    [Theory]
    [InlineData(Interface.Allowlist, "denied")]
    [InlineData(Interface.Filter, "allowed")]
    public void A_trace_is_decided_as_its_interface_does(Interface of, string x2Apic)
    {
        Compilation compilation = PolicyCompiler.Compile(
            Read("0x1a0 r\n0x1fc w").Policy!, new CompileRequest(of, false, AcceptsX2Apic: true));
        string trace = RangePrinter.Trace(compilation.Compiled!, PolicyProof.Dialects(of)[^1], "A policy.");
        DecisionLines lines = new(Read(trace));
        Assert.EndsWith($"read {x2Apic} write {x2Apic}", Plain(lines.Of(0x830)), StringComparison.Ordinal);
        Assert.EndsWith("read allowed write denied", Plain(lines.Of(0x1A0)), StringComparison.Ordinal);
        Assert.EndsWith("read denied write absent", Plain(lines.Of(0x1FC)), StringComparison.Ordinal);
    }

    private static PolicyInput Read(string text) => PolicyReader.Read(Encoding.UTF8.GetBytes(text), null);

    private static string Plain(string line) => Regex.Replace(line, " +", " ");
}
