using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Where ranges end, by example; their algebra is in <see cref="Algebra.RangeAlgebra"/>.</summary>
public sealed class RangesTests
{
    [Theory]
    [InlineData(0xFFFFFFFFu, 1u, 1UL << 32)] // ends at the top
    [InlineData(0xFFFFFF00u, 0x300u, 0UL)]   // ends past it: refused before anybody asks, so any answer will do
    public void In_the_sound_dialect_a_range_may_end_at_the_top(uint start, uint count, ulong end)
    {
        AllowlistRange range = new(AccessFlags.Read, start, count, [.. new byte[0x60]]);
        Assert.Equal(end != 0, Ranges.SumOf(range) == Ranges.Top);
        Assert.Equal(1UL << 32, Ranges.EndOf(range, Dialect.Sound.Readings));
    }
}
