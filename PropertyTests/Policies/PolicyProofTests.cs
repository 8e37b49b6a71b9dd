using FsCheck.Xunit;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Proving;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>What the compiler makes is proved by the model, and the proof refuses what is wrong.</summary>
public sealed class PolicyProofTests
{
    private static readonly CompileRequest[] Requests =
        [new(Interface.Allowlist, false, false), new(Interface.Filter, false, true)];

    private static readonly MsrPolicy Some = new(
        IndexSet.Of([new IndexRun(0x10, 0x1F), new IndexRun(0x90, 0x91), new IndexRun(0x93, 0x93)]),
        IndexSet.Of([new IndexRun(0x10, 0x1F), new IndexRun(0xC0000080, 0xC0000082)]));

    public static TheoryData<string> Wrong { get; } = [.. WrongCompilers.All.Keys];

    [Property(MaxTest = 60)]
    [Consequence(45)]
    public void What_is_compiled_decides_as_the_policy_in_every_dialect((byte, byte, byte)[] parts)
    {
        MsrPolicy policy = PolicyParts.Policy(parts.Take(12));
        foreach (CompileRequest request in Requests)
        {
            Compilation compilation = PolicyCompiler.Compile(policy, request);
            Assert.All(
                compilation.Compiled is null ? [] : PolicyProof.Dialects(request.Interface),
                dialect => Assert.Null(PolicyProof.Refute(
                    policy, compilation.Exempt, dialect, compilation.Compiled!.Commands)));
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_compiler_is_refused_by_both_interfaces(string what) => Assert.All(Requests, request =>
    {
        Compilation compilation = PolicyCompiler.Compile(Some, request);
        CompiledPolicy spoilt = WrongCompilers.All[what](compilation.Compiled!);
        Assert.All(PolicyProof.Dialects(request.Interface), dialect =>
            Assert.NotNull(PolicyProof.Refute(Some, compilation.Exempt, dialect, spoilt.Commands)));
    });

    [Fact]
    public void A_byte_that_is_assigned_and_not_ored_is_told_as_the_registers_that_are_lost()
    {
        Compilation compilation = PolicyCompiler.Compile(Some, Requests[0]);
        CompiledPolicy spoilt =
            WrongCompilers.All["a byte is assigned, and its other bits are lost"](compilation.Compiled!);
        string wrong = PolicyProof.Refute(Some, IndexSet.Empty, Dialect.Posted, spoilt.Commands)!;
        Assert.StartsWith(
            "v2-posted decides otherwise: no longer read 0x10-0x16, 0x18-0x1e", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_call_is_told_with_its_number_and_the_clause()
    {
        CompiledPolicy compiled = PolicyCompiler.Compile(Some, Requests[0]).Compiled!;
        string wrong = PolicyProof.Refute(
            Some, IndexSet.Empty, Dialect.Posted, compiled.Commands.Concat(compiled.Commands))!;
        Assert.StartsWith(
            $"v2-posted answers command {compiled.Commands.Length + 1} with EINVAL", wrong, StringComparison.Ordinal);
    }

    /// <summary>The pieces that the interpretation asks for speak for all their indices.</summary>
    [Property(MaxTest = 30)]
    public void What_is_decided_of_a_piece_is_decided_of_any_index((byte, byte, byte)[] parts, uint[] indices)
    {
        foreach (Dialect dialect in Dialect.All)
        {
            CompileRequest request = Requests[(int)dialect.Readings.Interface];
            if (PolicyCompiler.Compile(PolicyParts.Policy(parts.Take(6)), request).Compiled is not { } compiled)
            {
                continue;
            }

            // The ranges as they are, and moved to the top, where they wrap.
            uint up = 0u - (compiled.Ranges.IsEmpty ? 0 : compiled.Ranges[^1].Base + 1);
            foreach (CompiledPolicy one in new[] { compiled, compiled with
                { Ranges = [.. compiled.Ranges.Select(range => range with { Base = range.Base + up })] } })
            {
                Installation kernel = new(dialect);
                Assert.All(one.Commands, command => kernel.Step(command, out _));
                MsrPolicy decided = kernel.Decided();
                Assert.All(indices.Concat(Near(one)), index =>
                    Assert.Equal(Asked(kernel, index), decided.Allowed(index)));
            }
        }
    }

    private static IEnumerable<uint> Near(CompiledPolicy compiled) => compiled.Ranges
        .SelectMany(range => new[] { range.Base, range.Base + range.Count })
        .SelectMany(edge => new[] { edge - 2, edge - 1, edge, edge + 1, edge + 2 })
        .Concat((uint[])[0, 0x7FF, 0x800, 0x8FF, 0x900, uint.MaxValue - 1, uint.MaxValue]);

    private static AccessFlags Asked(Installation kernel, uint index) =>
        (kernel.Step(new Command.AskDecision(AccessFlags.Read, index), out _) == Outcome.Allowed
            ? AccessFlags.Read : AccessFlags.None)
        | (kernel.Step(new Command.AskDecision(AccessFlags.Write, index), out _) == Outcome.Allowed
            ? AccessFlags.Write : AccessFlags.None);
}
