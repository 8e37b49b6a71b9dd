using System.Globalization;
using System.Reflection;
using MsrSpec.Spec.Commands;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>What each domain of fields holds, and what is simpler than one of its values.</summary>
public sealed class DomainTests
{
    /// <summary>
    /// The bits of a number and of a short code, how many numbers are their own codes, and whether lower is simpler all
    /// the way down: journals and inputs of fuzzers depend on it.
    /// </summary>
    public static TheoryData<string, int, int, ulong, bool> Shapes { get; } = new()
    {
        { "AfterRead", 2, 2, 4, false },
        { "Argument", 64, 21, 0x40000, true },
        { "ArgumentWord", 3, 3, 5, false },
        { "Base", 32, 32, 0x1_00000000, true },
        { "Bitmap", 9, 8, 256, false },
        { "Caller", 1, 1, 2, false },
        { "Capability", 32, 32, 0x1_00000000, true },
        { "Count", 32, 9, 321, true },
        { "Direction", 1, 1, 2, false },
        { "EnableFlags", 32, 2, 3, false },
        { "ErrorByte", 8, 8, 256, true },
        { "FilterFlags", 32, 3, 5, false },
        { "Form", 2, 2, 4, false },
        { "Instruction", 2, 2, 3, false },
        { "Missing", 9, 9, 512, true },
        { "Mode", 2, 2, 3, false },
        { "MsrIndex", 32, 32, 0x1_00000000, true },
        { "Pad", 32, 1, 1, false },
        { "Privilege", 2, 2, 4, false },
        { "RangeFlags", 32, 4, 9, false },
        { "Readable", 32, 6, 64, true },
        { "Value", 64, 21, 0x40000, true },
        { "Vcpu", 1, 1, 2, true },
        { "WordValue", 32, 32, 0x1_00000000, true },
    };

    /// <summary>The names of all domains.</summary>
    public static TheoryData<string> CodedNames { get; } = [.. Names];

    /// <summary>A value, and the numbers that are tried in its place, in their order.</summary>
    public static TheoryData<string, ulong, string> Simpler { get; } = new()
    {
        { "AfterRead", 3, "0 1 2" },
        { "Argument", 2, "0 1" },
        { "Base", 7, "0" },
        { "Bitmap", 4, "0 1 2 3" },
        { "Bitmap", 9, "0 1 2 3 4 5 6 7 8" },
        { "Count", 1, "0" },
        { "Count", 0x3000, "0 1" },
        { "EnableFlags", 0x80000000, "0 1" },
        { "ErrorByte", 255, "0" },
        { "FilterFlags", 1, "0" },
        { "FilterFlags", 4, "0 1" },
        { "Form", 3, "0 1 2" },
        { "Pad", 0xFFFFFFFF, "0 1" },
        { "Readable", 40, "0 1" },
        { "RangeFlags", 3, "0 1 2" },
        { "RangeFlags", 0xFFFFFFFF, "0 1 2 3 4 5 6 7 8 16 128 65536 1073741825 2147483648 2147483651" },
        { "Value", ulong.MaxValue, "0 1 2147483648 4294967296 140737488355328" },
        { "Value", 0x80000000, "0 1" },
    };

    /// <summary>A bitmap of two bytes, and the bitmaps that have fewer of its bits.</summary>
    public static TheoryData<string, string> Fewer { get; } = new()
    {
        { "0000", "" },
        { "0100", "" },
        { "0080", "" },
        { "0300", "0100 0200 0100 0200 0200 0100" },
        { "0B80", "0100 0080 0300 0880 0A80 0980 0380 0B00" },
        { "FF00", "0100 8000 0F00 F000 FE00 FD00 FB00 F700 EF00 DF00 BF00 7F00" },
        { "FF01", "0100 0001 0F00 F001" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_domain_has_these_numbers_and_codes(string name, int width, int codeWidth, ulong plain, bool isOrdered)
    {
        Domain domain = Find(name);
        Assert.Equal((width, codeWidth, plain), (domain.Width, domain.CodeWidth, domain.PlainCodes));
        Assert.Equal(isOrdered, domain.IsOrdered);
        Assert.Equal(name is "MsrIndex" or "Base", domain.IsMovable);
        Assert.Equal(name, domain.Kind.ToString());
    }

    [Fact]
    public void Every_domain_is_told_of() =>
        Assert.Equal(Names.Order(), Shapes.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(CodedNames))]
    public void Bits_behind_a_code_do_not_count(string name)
    {
        Domain domain = Find(name);
        ulong last = (1UL << domain.CodeWidth) - 1;
        Assert.All((ulong[])[0, 1, last / 2, last], code => Assert.All(
            Enumerable.Range(domain.CodeWidth, 64 - domain.CodeWidth),
            bit => Assert.Equal(domain.FromCode(code), domain.FromCode(code | (1UL << bit)))));
    }

    [Theory]
    [MemberData(nameof(Simpler))]
    public void What_is_simpler_comes_in_this_order(string name, ulong number, string simpler) => Assert.Equal(
        simpler,
        string.Join(' ', Find(name).Simpler(new FieldValue(number)).Select(
            value => value.Number.ToString(CultureInfo.InvariantCulture))));

    [Theory]
    [MemberData(nameof(Fewer))]
    public void A_bitmap_of_its_own_bytes_is_made_simpler_by_patterns_and_by_fewer_of_its_bits(
        string bytes, string fewer)
    {
        FieldValue[] simpler =
            [.. Domains.Bitmap.Simpler(new FieldValue(BitmapDomain.AnyBytes, Convert.FromHexString(bytes)))];
        int plain = (int)BitmapPattern.FirstRandom;
        Assert.Equal(
            Enumerable.Range(0, plain).Select(code => (ulong)code), simpler[..plain].Select(one => one.Number));
        Assert.All(simpler[plain..], one => Assert.Equal(BitmapDomain.AnyBytes, one.Number));
        Assert.Equal(
            fewer, string.Join(' ', simpler[plain..].Select(one => Convert.ToHexString(one.Bytes.Span))));
    }

    [Fact]
    public void A_slice_of_the_pool_is_made_simpler_as_any_bitmap_and_a_pattern_only_by_patterns()
    {
        FieldValue slice = new(BitmapPattern.FirstRandom, new byte[] { 3 });
        Assert.Equal((int)BitmapPattern.FirstRandom + 6, Domains.Bitmap.Simpler(slice).Count());
        FieldValue pattern = new(BitmapPattern.FirstRandom - 1, new byte[] { 3 });
        Assert.Equal((int)BitmapPattern.FirstRandom - 1, Domains.Bitmap.Simpler(pattern).Count());
    }

    [Fact]
    public void No_code_stands_for_what_lies_behind_the_last_slice_or_for_more_than_a_bitmap()
    {
        byte[] behind = new byte[16];
        BitmapPattern.Fill(BitmapPattern.Count - 1, 128, behind);
        Assert.True(BitmapPattern.TryFind(64, behind.AsSpan(0, 8), out ulong code));
        Assert.Equal(BitmapPattern.Count - 1, (int)code);
        Assert.False(BitmapPattern.TryFind(64, behind.AsSpan(1, 8), out _));
        Assert.False(BitmapPattern.TryFind(1, new byte[0x601], out _));
        Assert.True(BitmapPattern.TryFind(1, new byte[0x600], out _));
    }

    private static IEnumerable<string> Names =>
        typeof(Domains).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name);

    private static Domain Find(string name) => (Domain)typeof(Domains).GetProperty(name)!.GetValue(null)!;
}
