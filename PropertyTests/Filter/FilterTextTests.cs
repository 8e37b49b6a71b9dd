using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>The text of filters: what is wrong with it is said in a line, with its place.</summary>
public sealed class FilterTextTests
{
    [Theory]
    [InlineData("filter-slot", 12, "expected flags=FLAGS")]
    [InlineData("filter-slot nmsrs=1", 13, "expected flags=FLAGS")]
    [InlineData("filter-slot flags=read", 23, "expected nmsrs=NUMBER")]
    [InlineData("filter-slot flags=read nmsrs=1 base=0x0", 40, "expected bits=RUNS")]
    [InlineData(
        "filter-slot flags=read nmsrs=1 base=0x0 bits=64", 46, "bit 64 is not among the 64 bits that are readable")]
    [InlineData(
        "filter-slot flags=read nmsrs=1 base=0x0 bits=0 readable=9", 57,
        "9 is too large for readable: the most is 0x8")]
    [InlineData(
        "filter-slot flags=read nmsrs=0x3001 base=0x0 bits=0", 51,
        "the bitmap of more than 0x3000 MSRs is never read: write bits=none")]
    [InlineData("ioctl set-filter", 17, "expected default=allow or default=deny")]
    [InlineData(
        "ioctl set-filter default=maybe", 26,
        "'maybe' is not a number for the default, which is allow, deny, or flags")]
    [InlineData(
        "ioctl set-filter default=deny compat readable=261", 47, "261 is too large for readable: the most is 0x104")]
    [InlineData("ioctl set-filter default=deny readable=1 compat", 42, "unexpected 'compat'")]
    public void What_is_wrong_is_said_with_its_place(string line, int column, string message)
    {
        Parsed<Command> parsed = CommandParser.Parse(line, 1);
        Assert.Equal((1, column, message), (parsed.Error!.Line, parsed.Error.Column, parsed.Error.Message));
    }

    [Theory]
    [InlineData(
        "filter-slot flags=0x3 nmsrs=65 base=16 bits=0-64,127 readable=16",
        "filter-slot flags=read|write nmsrs=65 base=0x10 bits=0-64,127")]
    [InlineData(
        "filter-slot flags=0x80000000 nmsrs=0x3001 base=0xffffffff bits=none",
        "filter-slot flags=0x80000000 nmsrs=0x3001 base=0xffffffff bits=none")]
    [InlineData("ioctl set-filter default=0x1 readable=392", "ioctl set-filter default=deny")]
    [InlineData("ioctl set-filter default=deny compat readable=260", "ioctl set-filter default=deny compat")]
    public void What_says_the_same_is_printed_in_one_form(string line, string printed) =>
        Assert.Equal(printed, CommandPrinter.Print(CommandParser.Parse(line, 1).Value!));
}
