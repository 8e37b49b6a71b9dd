using System.Text;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Sequences;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Every target runs what it is made for, explains it, and sees what it must see.</summary>
public sealed class TargetTests
{
    private static readonly byte[] Words = [.. Enumerable.Range(0, 80).SelectMany(n => BitConverter.GetBytes(n * 11L))];

    public static TheoryData<string> Names { get; } = [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_runs_and_explains_anything(string name)
    {
        IFuzzTarget target = FuzzTargets.Find(name)!;
        byte[][] inputs = [.. TargetInputs.EveryKind, Words, "title: x\ndestroy-vm -> ok"u8.ToArray(), new byte[5000]];
        foreach (byte[] input in inputs)
        {
            string? problem = target.Run(input);
            Assert.True(problem is null || target.MustFail, problem);
            Explanation explanation = target.Explain(input);
            Assert.False(explanation.Text.Length == 0 && explanation.Trace is null && input.Length > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_is_complete(string name)
    {
        IFuzzTarget target = FuzzTargets.Find(name)!;
        Assert.NotEmpty(target.Summary);
        Assert.InRange(target.MaxLength, 1, 4096);
        Assert.NotEmpty(target.Scope.Prefixes);
        Assert.True(target.Dictionary is null || FuzzDictionary.Find(target.Dictionary) is not null);
    }

    [Fact]
    public void Names_are_distinct() => Assert.Distinct(FuzzTargets.All.Select(target => target.Name));

    [Theory]
    [InlineData("posted-d3", "allowlist.add.failed-copy-frees-nothing", 3, 1, 0, 0, 16)]
    [InlineData("posted-d3", "allowlist.add.failed-copy-frees-nothing", 3, 1, 0, 1, 24)]
    [InlineData("posted-d4", "allowlist.add.end-past-the-top-is-EINVAL", 3, 2, uint.MaxValue, 0, 24)]
    [InlineData("posted-d4", "decision.a-range-may-reach-the-top", 2, 1, uint.MaxValue, 0, 24)]
    [InlineData("posted-d5", "allowlist.add.empty-range-is-EINVAL", 3, 0, 0, 0, 16)]
    [InlineData("posted-d5", "allowlist.add.flagless-range-is-EINVAL", 0, 1, 0, 0, 24)]
    public void A_defect_of_the_posted_patch_is_found_by_its_own_target_alone(
        string name, string clause, uint flags, uint count, uint start, uint pad, int length)
    {
        byte[] input = TargetInputs.Argument(flags, count, start, pad, length);
        foreach (IFuzzTarget target in FuzzTargets.All.Where(row => row is PostedTarget))
        {
            bool shallFind = target.Name == name || target.Name == "posted";
            Assert.Equal(shallFind ? clause : null, target.Run(input)?.Split('\n')[0]);
        }

        Trace trace = FuzzTargets.Find(name)!.Explain(input).Trace!;
        Assert.Equal((TraceEnd.Mismatch, clause, "posted"), (trace.End, trace.Clause, trace.Machine));
    }

    [Fact]
    public void A_list_without_defects_passes_the_target_of_the_posted_patch()
    {
        PostedTarget target = new("sound", "", null, kernel => new OptimizedAllowlist(kernel));
        Assert.All(TargetInputs.EveryKind, input => Assert.Null(target.Run(input)));
    }

    [Fact]
    public void A_lock_that_the_posted_patch_keeps_is_found_in_a_sequence()
    {
        Command.AddAllowlist add = new(
            new UserBuffer([.. TargetInputs.Argument((uint)AccessFlags.Read, 1, 0)]));
        byte[] input = [.. CommandWords.Encode([add, add]).SelectMany(BitConverter.GetBytes)];
        Assert.StartsWith(
            "allowlist.add.overlap-releases-the-lock", SequenceTarget.OfPosted().Run(input), StringComparison.Ordinal);
        Assert.Null(SequenceTarget.OfOptimized().Run(input));
        Assert.Equal(2, SequenceTarget.OfPosted().Explain(input).Trace!.Steps.Length);
    }

    [Fact]
    public void A_sequence_has_at_most_64_words_and_so_as_many_commands()
    {
        Trace trace = SequenceTarget.OfOptimized().Explain(new byte[80 * sizeof(ulong)]).Trace!;
        Assert.Equal((64, SequenceTarget.MaxWords), (trace.Steps.Length, 64));
    }

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(2, 3, null)]
    [InlineData(2, 4, "an error names a column")]
    [InlineData(0, 1, "an error names a line")]
    [InlineData(3, 1, "an error names a line")]
    [InlineData(1, 0, "an error names a column")]
    public void An_error_of_the_parser_must_point_into_the_text(int line, int column, string? problem)
    {
        string? found = TraceTextTarget.JudgeError("ab\ncd", new ParseError(line, column, "wrong"));
        Assert.Equal(problem is null, found is null);
        Assert.StartsWith(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_parser_that_answers_nothing_is_reported() => Assert.NotNull(TraceTextTarget.JudgeError("ab", null));

    [Fact]
    public void The_planted_bug_takes_all_three_words()
    {
        MagicTarget target = new();
        Assert.NotNull(target.Run(TargetInputs.Argument(3, 0x2FFF, 0xFFFFFFF0)));
        Assert.Null(target.Run(TargetInputs.Argument(3, 0x2FFF, 0xFFFFFFF1)));
        Assert.Null(target.Run(TargetInputs.Argument(3, 0x3000, 0xFFFFFFF0)));
        Assert.Null(target.Run(TargetInputs.Argument(2, 0x2FFF, 0xFFFFFFF0)));
        Assert.Null(target.Run(TargetInputs.Argument(3, 0x2FFF, 0xFFFFFFF0, 0, 11)));
    }

    [Fact]
    public void A_guest_is_explained_as_its_mode_and_its_instructions()
    {
        string text = new GuestTarget().Explain([0x07, 0x00, 0x0F, 0x32, 0xF4]).Text;
        Assert.Contains("Long64", text, StringComparison.Ordinal);
        Assert.Contains("rdmsr", text, StringComparison.Ordinal);
        Assert.Contains("hlt", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_is_read_from_either_slot()
    {
        byte[] words = [1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0];
        foreach ((byte form, byte slot) in new (byte, byte)[] { (3, 1), (7, 2) })
        {
            byte[] input = [form, slot, 0, 0, 0, 0, 0, 0, 0, .. words];
            JournalTarget target = new();
            Assert.Null(target.Run(input));
            Assert.StartsWith("1 commands of posted", target.Explain(input).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_whole_journal_that_is_cut_short_holds_nothing()
    {
        byte[] header = InFlightFormat.Header("posted", "v2-sound");
        Assert.Null(InFlightFormat.Decode(header));
        Assert.Null(InFlightFormat.Decode([]));
        Assert.Null(InFlightFormat.Decode(new byte[InFlightFormat.FileSize]));
    }

    [Fact]
    public void A_boot_image_by_address_fields_is_loaded_and_explained()
    {
        uint[] header =
        [
            0x1BADB002, 0x10000, unchecked(0u - 0x1BADB002 - 0x10000), 0x100000, 0x100000, 0, 0, 0x100000, 0xF4,
        ];
        byte[] file = [.. header.SelectMany(BitConverter.GetBytes)];
        BootImageTarget target = new();
        Assert.Null(target.Run(file));
        Assert.StartsWith("entry 0x100000", target.Explain(file).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_is_one_command_or_two_with_a_failing_allocation()
    {
        Assert.Single(AllowlistInput.Judge(TargetInputs.Argument(3, 1, 0)).Commands);
        Assert.Equal(2, AllowlistInput.Judge(TargetInputs.Argument(3, 1, 0, pad: 1)).Commands.Count);
        Assert.Contains(
            "failed-allocation", AllowlistInput.Judge(TargetInputs.Argument(3, 1, 0, pad: 1)).Describe(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_is_used_again_holds_the_new_bytes()
    {
        ReusedBuffers buffers = new();
        UserBuffer first = buffers.Fill([1, 2]);
        Assert.Same(first, buffers.Fill([3, 4]));
        Assert.Equal([3, 4], first.Bytes);
        Assert.Equal(2000, buffers.Fill(new byte[2000]).Length);
        Assert.Equal(Encoding.UTF8.GetBytes("x"), buffers.Fill("x"u8).Bytes);
    }
}
