using CsCheck;
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
}
