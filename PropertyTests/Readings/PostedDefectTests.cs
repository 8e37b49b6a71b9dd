using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Readings;

/// <summary>The defects of the posted patch, pinned by their shortest triggers, on the model and on the port.</summary>
public sealed class PostedDefectTests
{
    private const string Empty = "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none";
    private const string Flagless = "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=0";
    private const string One = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";
    private const string Top = "ioctl add-allowlist flags=read nmsrs=1 base=0xffffffff bits=0";
    private const string Wrapping = "ioctl add-allowlist flags=read nmsrs=0x300 base=0xffffff00 bits=0-767";
    private const string Cut = "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none readable=16";

    /// <summary>What each defect shows, and the lines that show it.</summary>
    public static TheoryData<string, string[]> Defects { get; } = new()
    {
        {
            "D1: a full table keeps the lock",
            [.. Enumerable.Repeat($"{Empty} -> ok", 10), $"{Empty} -> E2BIG", $"{Empty} -> blocked"]
        },
        {
            "D1: and so does teardown wait",
            [.. Enumerable.Repeat($"{Empty} -> ok", 10), $"{Empty} -> E2BIG", "destroy-vm -> blocked"]
        },
        { "D2: an overlap keeps the lock", [$"{One} -> ok", $"{One} -> EINVAL", $"{One} -> blocked"] },
        { "D3: a failed copy frees an error pointer", [$"{Cut} -> oops free-of-error-pointer"] },
        {
            "D3: and so does a failed allocation",
            ["fail-next-allocation -> ok", $"{One} -> oops free-of-error-pointer"]
        },
        {
            "D4: a range that wraps is accepted, matches nothing and overlaps nothing",
            [.. Enumerable.Repeat($"{Top} -> ok", 10), "vcpu0 rdmsr 0xffffffff long64 cpl0 -> #GP(0)"]
        },
        {
            "D4: also one that wraps further",
            [$"{Wrapping} -> ok", $"{Wrapping} -> ok", "vcpu0 rdmsr 0x3b long64 cpl0 -> #GP(0)"]
        },
        {
            "D8: what the hardware passes through is not asked about",
            [$"{One} -> ok", "vcpu0 interception write 0xc0000100 -> passed-through",
                "vcpu0 wrmsr 0xc0000100 0x8 long64 cpl0 -> retired"]
        },
        {
            "D8: and neither is a write on the fast path",
            [$"{One} -> ok", "vcpu0 wrmsr 0x6e0 0x8 long64 cpl0 -> retired"]
        },
        {
            "D9: an instruction fails for what it reads besides",
            [$"{One} -> ok", "vcpu0 emulate rdpid -> #UD"]
        },
        {
            "D5: an empty list arms the default of denial",
            ["vcpu0 rdmsr 0x3b long64 cpl0 -> retired 0x0", $"{Empty} -> ok", "vcpu0 rdmsr 0x3b long64 cpl0 -> #GP(0)"]
        },
        { "D5: and so does one without flags", [$"{Flagless} -> ok", "vcpu0 rdmsr 0x3b long64 cpl0 -> #GP(0)"] },
        {
            "D10: an answer goes to another access than the one that exited",
            [
                "ioctl enable-cap 184 args0=0x1 -> ok", $"{One} -> ok",
                "vcpu0 rdmsr 0xc0000081 long64 cpl0 -> exit rdmsr 0xc0000081 0x0",
                "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=0 -> ok",
                "vcpu0 complete error=0 data=0x2a -> retired 0x0", "vcpu0 rdmsr 0xc0000082 long64 cpl0 -> retired 0x2a",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    [Consequence(20, 48)]
    public void The_posted_patch_shows_the_defect(string defect, string[] lines)
    {
        Trace trace = Read(defect, lines);
        IMachine[] posted = [new ModelMachine(Dialect.Posted.Readings), VirtualMachines.PostedDirect()];
        foreach (IMachine machine in posted)
        {
            Assert.All(trace.Steps, step => Assert.Equal(step.Expected, machine.Step(step.Command)));
        }
    }

    [Theory]
    [MemberData(nameof(Defects))]
    [Consequence(48)]
    public void The_sound_dialect_does_not(string defect, string[] lines)
    {
        Trace trace = Read(defect, lines);
        ModelMachine sound = new(Dialect.Sound.Readings);
        Outcome[] answers = [.. trace.Commands.Select(sound.Step)];
        Assert.NotEqual(trace.Steps.Select(step => step.Expected!.Value), answers);
        Assert.DoesNotContain(answers, answer => answer.Kind is OutcomeKind.Blocked or OutcomeKind.Oops);
        Assert.True(sound.Observe(0, [0]).LockFree);
    }

    private static Trace Read(string title, string[] lines) =>
        TraceParser.Parse($"msrspec-trace 1\ntitle: {title}\n{string.Join('\n', lines)}\n").Value!;
}
