using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Readings;

/// <summary>
/// The posted patch in a 32-bit kernel (D11): the size of a bitmap wraps, and a bit far outside is tested.
/// </summary>
public sealed class NarrowKernelTests
{
    private const string Wrapped = "ioctl add-allowlist flags=read nmsrs=0xffffffff base=0x0 bits=none";

    /// <summary>What one of 32 bits answers, a trace a line.</summary>
    public static TheoryData<string, string[]> Traces { get; } = new()
    {
        {
            "a read of what the range covers",
            [$"{Wrapped} -> ok", "vcpu0 rdmsr 0x3b long64 cpl0 -> oops invalid-access"]
        },
        {
            "a question",
            [$"{Wrapped} -> ok", "decision read 0x0 -> oops invalid-access", "decision write 0x0 -> denied"]
        },
        { "an emulated instruction", [$"{Wrapped} -> ok", "vcpu0 emulate rdpid -> oops invalid-access"] },
        { "the least that wraps", ["ioctl add-allowlist flags=read nmsrs=0xffffffe1 base=0x0 bits=none -> ok"] },
        {
            "the largest that does not",
            ["ioctl add-allowlist flags=read nmsrs=0xffffffe0 base=0x0 bits=none -> EINVAL"]
        },
        {
            "one bit is four bytes",
            ["ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=0 readable=20 -> ok", "decision read 0x0 -> allowed"]
        },
        {
            "33 bits are eight",
            ["ioctl add-allowlist flags=read nmsrs=33 base=0x0 bits=none readable=20 -> oops free-of-error-pointer"]
        },
        { "which are enough", ["ioctl add-allowlist flags=read nmsrs=33 base=0x0 bits=none readable=24 -> ok"] },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void The_posted_patch_answers_so_where_longs_have_32_bits(string what, string[] lines)
    {
        Trace trace = TraceParser.Parse($"msrspec-trace 1\ntitle: {what}\n{string.Join('\n', lines)}\n").Value!;
        IMachine[] posted = [new ModelMachine(Dialect.Posted32.Readings), VirtualMachines.Posted32()];
        Assert.All(posted, machine =>
            Assert.All(trace.Steps, step => Assert.Equal(step.Expected, machine.Step(step.Command))));
    }

    [Theory]
    [InlineData("v2-sound")]
    [InlineData("v2-sound-32")]
    [InlineData("v2-posted")]
    public void Elsewhere_no_size_wraps(string dialect)
    {
        ModelMachine model = new(Dialect.Find(dialect)!.Readings);
        Assert.Equal("EINVAL", model.Step(CommandParser.Parse(Wrapped, 1).Value!).ToString());
    }

    /// <summary>An access whose bit lies outside is denied as far as what it leaves goes.</summary>
    [Fact]
    [Covers("decision.the-bit-lies-in-the-bitmap")]
    public void The_port_and_the_model_leave_the_same_behind_it()
    {
        IMachine model = ClauseWitness.Of(new ModelMachine(Dialect.Posted32.Readings));
        VirtualMachine port = VirtualMachines.Posted32();
        string[] lines =
        [
            "ioctl enable-cap 184 args0=0x1", Wrapped, "vcpu1 rdmsr 0x3b long64 cpl0",
            "vcpu1 complete error=0 data=0x5", "vcpu1 rdmsr 0x3b long64 cpl0",
        ];
        Assert.All(lines, line =>
        {
            Command command = CommandParser.Parse(line, 1).Value!;
            Assert.Equal(model.Step(command), port.Step(command));
            Assert.Equal(model.Observe(1, [0x3B, 0]), port.Observe(1, [0x3B, 0]));
        });
    }
}
