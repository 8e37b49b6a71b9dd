using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>The measure that other tests rely on sees what they look for, and nothing else.</summary>
public sealed class AllocatedBytesTests
{
    private object? _kept;

    [Fact]
    public void What_is_allocated_in_every_round_is_seen() =>
        Assert.InRange(AllocatedBytes.LeastOf(() => _kept = new byte[100]), 100, 200);

    [Fact]
    public void What_is_allocated_in_the_first_rounds_alone_is_not()
    {
        int round = 0;
        Assert.Equal(0, AllocatedBytes.LeastOf(() => _kept = round++ < 3 ? new byte[100] : _kept));
    }
}
