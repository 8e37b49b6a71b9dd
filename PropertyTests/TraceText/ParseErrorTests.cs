using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>Every way in which a trace can be wrong is told with its line and its column.</summary>
public sealed class ParseErrorTests
{
    /// <summary>The third line of a file, and the error that it must give.</summary>
    public static TheoryData<string, string> BadLines { get; } = new()
    {
        { "frobnicate", "3:1: unknown command 'frobnicate'" },
        { "  frobnicate", "3:3: unknown command 'frobnicate'" },
        { "ioctl", "3:6: expected the name of an ioctl, found the end of the line" },
        { "ioctl remove-allowlist", "3:7: unknown ioctl 'remove-allowlist'" },
        { "vcpu2 rdmsr 0x10 long64 cpl0", "3:5: 2 is too large for a vCPU: the most is 0x1" },
        { "vcpu rdmsr 0x10 long64 cpl0", "3:5: '' is not a number for a vCPU" },
        { "vcpu0 rdtsc", "3:7: a vCPU does not know 'rdtsc'" },
        { "vcpu0", "3:6: expected what the vCPU does, found the end of the line" },
        { "vcpu0 rdmsr", "3:12: expected the MSR index, found the end of the line" },
        {
            "vcpu0 rdmsr 0x100000000 long64 cpl0",
            "3:13: 0x100000000 is too large for the MSR index: the most is 0xffffffff"
        },
        { "vcpu0 rdmsr 0xZZ long64 cpl0", "3:13: '0xZZ' is not a number for the MSR index" },
        { "vcpu0 rdmsr TSX long64 cpl0", "3:13: no MSR is called 'TSX'; near it: TSC (0x10)" },
        { "vcpu0 rdmsr long64 cpl0", "3:13: no MSR is called 'long64'" },
        {
            "filter-slot flags=read nmsrs=1 base=PMC1 bits=0",
            "3:37: 'PMC1' may be PERFCTR1 (0xc2) or A_PMC1 (0x4c2); write one of those"
        },
        { "vcpu0 rdmsr -1 long64 cpl0", "3:13: '-1' is not a number for the MSR index" },
        { "vcpu0 rdmsr 1 long32 cpl0", "3:15: expected a mode: long64, protected32, real16" },
        { "vcpu0 rdmsr 1 long64 cpl4", "3:22: expected a privilege level: cpl0, cpl3, cpl1, cpl2" },
        { "vcpu0 rdmsr 1 long64 cpl0 rep", "3:27: expected an instruction form: upper-halves-set, lock, prefixed" },
        { "vcpu0 rdmsr 1 long64 cpl0 lock rep", "3:32: unexpected 'rep'" },
        {
            "change-argument base after-read-1 to=0x100000000",
            "3:38: 0x100000000 is too large for the value: the most is 0xffffffff"
        },
        { "vcpu0 wrmsr 1 long64 cpl0", "3:15: 'long64' is not a number for the value" },
        { "vcpu0 complete error=256 data=0", "3:22: 256 is too large for the error: the most is 0xff" },
        { "vcpu0 complete data=0", "3:16: expected error=NUMBER" },
        { "vcpu0 complete error=0", "3:23: expected data=NUMBER" },
        { "ioctl enable-cap 184", "3:21: expected args0=NUMBER" },
        { "ioctl add-allowlist", "3:20: expected flags=FLAGS or bytes=HEX" },
        { "ioctl add-allowlist flags=rw nmsrs=1 base=0 bits=0", "3:27: 'rw' is not a number for flags" },
        { "ioctl add-allowlist flags=read base=0 bits=0", "3:32: expected nmsrs=NUMBER" },
        { "ioctl add-allowlist flags=read nmsrs=1 bits=0", "3:40: expected base=NUMBER" },
        { "ioctl add-allowlist flags=read nmsrs=1 base=0", "3:46: expected bits=RUNS" },
        {
            "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=64",
            "3:52: bit 64 is not among the 64 bits that are readable"
        },
        { "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=5-4", "3:52: the run 5-4 ends before it starts" },
        { "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=1,,2", "3:54: '' is not a number for a bit" },
        { "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=-5", "3:52: '' is not a number for a bit" },
        { "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=1-x", "3:54: 'x' is not a number for a bit" },
        {
            "ioctl add-allowlist flags=read nmsrs=1 base=0 bits=none readable=25",
            "3:57: readable= is 16 to 24 here; write any other buffer as bytes=HEX"
        },
        { "ioctl add-allowlist bytes=123", "3:27: expected hexadecimal digits, two for each byte" },
        { "ioctl add-allowlist bytes=xy", "3:27: expected hexadecimal digits, two for each byte" },
        { "destroy-vm ->", "3:14: expected an outcome, found the end of the line" },
        { "destroy-vm -> EWHATEVER", "3:15: unknown outcome 'EWHATEVER'" },
        { "destroy-vm -> EPERM,ENOENT", "3:15: unknown outcome 'EPERM,ENOENT'" },
        { "destroy-vm -> exit cpuid 1 2", "3:20: unknown reason of an exit 'cpuid'" },
        { "destroy-vm -> oops bad", "3:20: unknown kind of oops 'bad'" },
        { "destroy-vm -> refused never", "3:23: unknown reason of a refusal 'never'" },
        { "destroy-vm -> #GP(x)", "3:19: 'x' is not a number for the error code" },
        { "destroy-vm -> #GQ", "3:15: unknown outcome '#GQ'" },
        { "destroy-vm -> #13", "3:15: unknown outcome '#13'" },
        { "destroy-vm -> #PF(1", "3:15: unknown outcome '#PF(1'" },
        { "destroy-vm -> exit 29 0x0 0x0", "3:20: unknown reason of an exit '29'" },
        { "destroy-vm -> errno 22", "3:21: unknown errno '22'" },
        { "destroy-vm -> errno", "3:20: expected errno, found the end of the line" },
        { "destroy-vm -> ok ok", "3:18: unexpected 'ok'" },
        {
            "author: me",
            "3:1: unknown header 'author'; known are title, machine, reference, clause, end, found, schedule"
        },
        { "title:", "3:7: the header 'title' has no value" },
        { "end: never", "3:6: a trace ends in agreement or mismatch, not 'never'" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_bad_line_is_told_with_its_place(string line, string expected)
    {
        Parsed<Spec.Vocabulary.Trace> parsed = TraceParser.Parse($"msrspec-trace 1\nmachine: posted\n{line}\n");
        Assert.Null(parsed.Value);
        Assert.Equal($"file.trace:{expected}", parsed.Error?.Describe("file.trace"));
    }

    [Theory]
    [InlineData("", "1:1: a trace starts with the line 'msrspec-trace 1'")]
    [InlineData("msrspec-trace 2\n", "1:1: a trace starts with the line 'msrspec-trace 1'")]
    [InlineData("msrspec-trace 1\ntitle: a\ntitle: b\n", "3:1: the header 'title' stands twice")]
    [InlineData(
        "msrspec-trace 1\n  view vcpu0\n", "2:3: a view stands below the command that it was seen behind")]
    [InlineData(
        "msrspec-trace 1\nend: agreement\n\ndestroy-vm -> destroyed leaked=0 !! hung\n",
        "4:34: a claim contradicts the header 'end: agreement'")]
    [InlineData("msrspec-trace 1\ndestroy-vm\ntitle: a\n", "3:1: the header 'title' stands behind the first command")]
    public void A_bad_file_is_told_with_its_place(string text, string expected) =>
        Assert.Equal($"f:{expected}", TraceParser.Parse(text).Error?.Describe("f"));
}
