using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>What is printed can be read, and is what it was.</summary>
public sealed class RoundTripTests
{
    private const int Iterations = 3_000;

    [Fact]
    public void A_command_is_read_as_it_was_printed() =>
        TraceGens.Command.Sample(
            command => Equals(command, CommandParser.Parse(CommandPrinter.Print(command), 1).Value), iter: Iterations);

    [Fact]
    public void A_step_is_read_as_it_was_printed_with_its_outcome() =>
        TraceGens.Command.Select(TraceGens.Outcome).Sample(
            (command, outcome) =>
            {
                Trace trace = new(null, null, null, null, null, null, [new TraceStep(command, outcome, null)]);
                return TraceParser.Parse(TracePrinter.Print(trace)).Value?.Steps.Single() == trace.Steps[0];
            },
            iter: Iterations);

    [Fact]
    public void Every_number_that_a_machine_may_answer_has_a_text_of_its_own()
    {
        for (uint number = 0; number < 300; number++)
        {
            Outcome[] outcomes =
            [
                Outcome.Error((Errno)number), Outcome.Oops((OopsKind)number), Outcome.Refused((RefusalReason)number),
                Outcome.Fault((Vector)number, hasErrorCode: false, 0), Outcome.Fault((Vector)number, true, 7),
                Outcome.Exit((ExitReason)number, 1, 2),
            ];
            Assert.All(outcomes, outcome => Assert.Equal(outcome, Read(outcome.ToString())));
        }
    }

    [Theory]
    [InlineData("#PF(6)", 14u)]
    [InlineData("#DB", 1u)]
    [InlineData("#42", 42u)]
    [InlineData("#42(1)", 42u)]
    public void A_vector_is_written_by_its_mnemonic_or_else_by_its_number(string text, uint vector)
    {
        Outcome outcome = Read(text);
        Assert.Equal((OutcomeKind.Fault, vector), (outcome.Kind, outcome.Code));
        Assert.Equal(text, outcome.ToString());
    }

    [Fact]
    public void A_whole_trace_is_read_as_it_was_printed() =>
        TraceGens.Trace.Sample(
            trace =>
            {
                Trace? read = TraceParser.Parse(TracePrinter.Print(trace)).Value;
                return read is not null && read.Steps.SequenceEqual(trace.Steps)
                    && read with { Steps = trace.Steps } == trace;
            },
            iter: Iterations);

    [Fact]
    public void Printing_what_was_read_gives_the_same_text() =>
        TraceGens.Trace.Sample(
            trace =>
            {
                string text = TracePrinter.Print(trace);
                return TracePrinter.Print(TraceParser.Parse(text).Value!) == text;
            },
            iter: Iterations);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_and_never_throws() =>
        TraceGens.Trace.Select(Gen.Int[0, 400], Gen.Char).Sample(
            (trace, at, wrong) =>
            {
                string text = TracePrinter.Print(trace);
                string broken = text[..(at % text.Length)] + wrong + text[(at % text.Length)..];
                Parsed<Trace> parsed = TraceParser.Parse(broken);
                return parsed.Value is not null || parsed.Error is { Line: > 0, Column: > 0, Message.Length: > 0 };
            },
            iter: Iterations);

    private static Outcome Read(string outcome) =>
        TraceParser.Parse($"msrspec-trace 1\ndestroy-vm -> {outcome}\n").Value!.Steps.Single().Expected!.Value;
}
