using System.Text;
using FsCheck.Xunit;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Proving;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>What is printed is read back as what it was.</summary>
public sealed class RoundTripTests
{
    private static readonly (CompileRequest Request, PolicyFormat Bytes)[] Targets =
    [
        (new(Interface.Allowlist, false, false), PolicyFormat.AllowlistBytes),
        (new(Interface.Filter, false, true), PolicyFormat.FilterBytes),
    ];

    private static readonly Func<MsrPolicy, RegisterNames, string>[] Forms =
        [PolicyPrinter.Msrs, PolicyPrinter.Csv, PolicyPrinter.Json];

    [Property(MaxTest = 60)]
    public void A_policy_survives_every_form((byte, byte, byte)[] parts, bool isTurned)
    {
        MsrPolicy policy = PolicyParts.Policy(parts);
        policy = isTurned ? new MsrPolicy(policy.Write.Complement, policy.Read) : policy;
        Assert.All(Forms, print => Assert.Equal(policy, Read(print(policy, RegisterNames.Known), null)));
    }

    [Property(MaxTest = 40)]
    public void What_is_compiled_survives_every_form((byte, byte, byte)[] parts)
    {
        MsrPolicy policy = PolicyParts.Policy(parts.Take(8));
        foreach ((CompileRequest request, PolicyFormat bytes) in Targets)
        {
            Compilation compilation = PolicyCompiler.Compile(policy, request);
            if (compilation.Compiled is not { } compiled)
            {
                continue;
            }

            MsrPolicy decided = Read(RangePrinter.Json(compiled), PolicyFormat.Json);
            Assert.True(PolicyDifference.Between(policy, decided, compilation.Exempt).IsEmpty);
            string hex = RangePrinter.Bytes(compiled);
            Assert.Equal(decided, Read(hex, null));
            Assert.Equal(decided, Read(hex, bytes));
            byte[] raw = Convert.FromHexString(hex.ReplaceLineEndings(string.Empty));
            Assert.Equal(decided, PolicyReader.Read(raw, null).Policy);
            Dialect dialect = PolicyProof.Dialects(request.Interface)[^1];
            Assert.Equal(decided, Read(RangePrinter.Trace(compiled, dialect, "A policy."), null));
        }
    }

    /// <summary>
    /// The second word of the first argument would be the flags of a 32-bit caller's first slot, and so on to the end:
    /// <c>fuzz policy</c> found it.
    /// </summary>
    [Fact]
    public void Arguments_in_a_row_that_could_be_a_filter_s_struct_are_read_as_arguments()
    {
        MsrPolicy policy = Read("0x1 r\n0x4 r\n0x8-0x9 r\n0x800-0x8ff rw\n0x3001 r\n0x6001 rw", null);
        byte[] row = BytesOf(policy, Interface.Allowlist);
        Assert.Equal(policy, PolicyReader.Read(row, null).Policy);
        Assert.Equal(PolicyFormat.AllowlistBytes, PolicyReader.Read(row, null).Format);
        Assert.False(FilterArgument.IsLike(row));
        Assert.NotNull(FilterArgument.Read(row, out _));
        Assert.True(FilterArgument.IsLike(BytesOf(policy, Interface.Filter)));

        // A range without a direction is not one that somebody has written behind another.
        row[^24] = 0;
        Assert.True(FilterArgument.IsLike(row));
    }

    private static byte[] BytesOf(MsrPolicy policy, Interface of)
    {
        CompiledPolicy compiled = PolicyCompiler.Compile(policy, new CompileRequest(of, false, true)).Compiled!;
        return Convert.FromHexString(RangePrinter.Bytes(compiled).ReplaceLineEndings(string.Empty));
    }

    /// <summary>Compiled again, what was decompiled is as short.</summary>
    [Property(MaxTest = 40)]
    public void What_is_decompiled_compiles_to_as_many_ranges((byte, byte, byte)[] parts)
    {
        foreach ((CompileRequest request, _) in Targets)
        {
            if (PolicyCompiler.Compile(PolicyParts.Policy(parts.Take(8)), request).Compiled is { } compiled)
            {
                MsrPolicy decided = Read(RangePrinter.Json(compiled), null);
                CompiledPolicy again =
                    PolicyCompiler.Compile(decided, request with { AcceptsX2Apic = false }).Compiled!;
                Assert.Equal(compiled.Ranges.Length, again.Ranges.Length);
            }
        }
    }

    [Fact]
    public void A_bitmap_that_is_not_rounded_to_whole_longs_does_not_survive()
    {
        AllowlistRange range = new(Spec.Abi.AccessFlags.Read, 0x10, 72, [.. Enumerable.Repeat<byte>(0xFF, 9)]);
        CompiledPolicy filter = new(Interface.Filter, false, [range]);
        PolicyInput read = PolicyReader.Read(Encoding.UTF8.GetBytes(RangePrinter.Bytes(filter)), null);
        Assert.Null(read.Policy);
        Assert.StartsWith("the kernel answers EFAULT", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
        Assert.NotNull(PolicyProof.RefuteText(MsrPolicy.Nothing, IndexSet.All, RangePrinter.Bytes(filter)));
    }

    [Fact]
    public void A_form_that_forgets_the_default_does_not_survive()
    {
        MsrPolicy all = new(IndexSet.All, IndexSet.Of([0x10u]));
        string forgotten = PolicyPrinter.Msrs(all, RegisterNames.Known).Split('\n', 2)[1];
        Assert.NotNull(PolicyProof.RefuteText(all, IndexSet.Empty, forgotten));
        Assert.Null(PolicyProof.RefuteText(all, IndexSet.Empty, PolicyPrinter.Msrs(all, RegisterNames.Known)));
    }

    private static MsrPolicy Read(string text, PolicyFormat? format)
    {
        PolicyInput read = PolicyReader.Read(Encoding.UTF8.GetBytes(text), format);
        Assert.Empty(read.Problems.Select(problem => problem.Describe("text")));
        return read.Policy!;
    }
}
