using System.Collections.Immutable;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>A schedule is printed as it is read, and what is wrong with one is told with its column.</summary>
public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData("thread0")]
    [InlineData("thread0, thread1, thread0")]
    [InlineData("buffer1")]
    [InlineData("thread0 until vm_ioctl+0x1b5, buffer0 until lock#2, thread1")]
    public void A_schedule_is_printed_as_it_is_read(string text)
    {
        ImmutableArray<ScheduleStretch> schedule = ScheduleText.Parse(text, 1, 1, out ParseError? error);
        Assert.Null(error);
        Assert.Equal(text, ScheduleText.Print(schedule));
    }

    [Fact]
    public void A_point_is_the_first_of_its_name_unless_it_says_which() => Assert.Equal(
        [new(0, false, "lock", 1), new(1, true, "lock", 3), new(0, false, null, 1)],
        ScheduleText.Parse("thread0 until lock#1, buffer1 until lock#3, thread0", 1, 1, out _));

    [Theory]
    [InlineData("thread0, fred1", "7:30: expected thread0, or buffer0, found 'fred1'")]
    [InlineData("thread0, threadx", "7:36: 'x' is not a number for a thread")]
    [InlineData("bufferx", "7:27: 'x' is not a number for a thread")]
    [InlineData("thread0,", "7:29: expected thread0, or buffer0, found the end of the line")]
    [InlineData("thread0 until", "7:34: expected the name of a point, found the end of the line")]
    [InlineData("thread0, thread1 until a#0", "7:46: times are counted from 1 on")]
    [InlineData("thread0 until a#x", "7:37: 'x' is not a number for a time")]
    [InlineData("thread0 thread1", "7:29: unexpected 'thread1'")]
    public void What_is_wrong_is_told_with_its_column(string text, string expected)
    {
        Assert.Empty(ScheduleText.Parse(text, line: 7, column: 21, out ParseError? error));
        Assert.Equal(expected, error is null ? string.Empty : $"{error.Line}:{error.Column}: {error.Message}");
    }
}
