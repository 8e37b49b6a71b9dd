using System.Buffers.Binary;
using System.Text;
using CsCheck;
using MsrSpec.Policies.Linting;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Linting;

/// <summary>What can be judged, and what is said of what cannot be read.</summary>
public sealed class LintInputTests
{
    private const int Iterations = 3_000;
    private const string Argument = "03000000 01000000 10000000 00000000";

    [Theory]
    [InlineData(Argument + "0100000000000000", "")]
    [InlineData(Argument, "bitmap-too-short 0")]
    [InlineData("03000000", "struct-too-short 0")]
    [InlineData(Argument + "0300000000000000", "bits-behind-the-end 0")]
    [InlineData(Argument + "0100000000000000" + Argument + "0100000000000000", "overlap-refused 32")]
    public void Digits_are_arguments_of_an_allowlist_one_behind_the_other(string digits, string found) =>
        Assert.Equal(found, Without6E0(Judge(digits)));

    [Theory]
    [InlineData(CallerBits.Native)]
    [InlineData(CallerBits.Compat)]
    public void A_struct_alone_is_a_filter_whose_bitmaps_are_not_known(CallerBits caller)
    {
        byte[] bytes = Struct(caller, flags: 0, count: 0x3001, pointer: 0x7FFF0000);
        LintReport report = Linter.Judge(bytes, null, isRaw: true);
        Assert.Equal(Interface.Filter, report.Interface);
        int offset = caller == CallerBits.Native ? FilterLayout.NativeRanges : FilterLayout.CompatRanges;
        Assert.Equal($"too-many-registers {offset + sizeof(uint)}", Without6E0(report));
    }

    [Theory]
    [InlineData(CallerBits.Native)]
    [InlineData(CallerBits.Compat)]
    public void Bitmaps_behind_the_struct_are_found_by_their_offsets(CallerBits caller)
    {
        uint behind = (uint)FilterLayout.SizeOf(caller);
        byte[] bytes = [.. Struct(caller, flags: 0, count: 1, behind), 1, 0, 0, 0, 0, 0, 0, 0];
        int offset = caller == CallerBits.Native ? FilterLayout.NativeRanges : FilterLayout.CompatRanges;
        Assert.Equal($"inverted-polarity {offset}", Without6E0(Linter.Judge(bytes, null, isRaw: false)));
        bytes[^8] = 0;
        Assert.Empty(Without6E0(Linter.Judge(bytes, null, isRaw: false)));
        Assert.Equal($"bitmap-too-short {offset}", Without6E0(Linter.Judge(bytes.AsMemory()[..^1], null, isRaw: true)));
    }

    [Fact]
    public void A_struct_that_is_cut_is_told_if_it_is_said_to_be_one()
    {
        byte[] bytes = Struct(CallerBits.Native, 1, 1, FilterLayout.NativeSize);
        LintReport report = Linter.Judge(bytes.AsMemory()[..^1], Interface.Filter, isRaw: true);
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "struct-too-short");
    }

    [Fact]
    public void An_allowlist_that_is_as_long_as_a_struct_is_one()
    {
        byte[] bytes = new byte[FilterLayout.NativeSize];
        uint count = (uint)(bytes.Length - AllowlistLayout.HeaderSize) * 8;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(AllowlistLayout.CountOffset), count);
        Assert.Equal(Interface.Allowlist, Linter.Judge(bytes, null, isRaw: true).Interface);
    }

    [Theory]
    [InlineData("filter", "no-flags 2:1,x2apic-covered 3:1")]
    [InlineData("v2", "no-flags 2:1")]
    public void Ranges_are_read_from_an_object_that_a_compiler_printed(string of, string found)
    {
        string text = $$"""
            {"interface":"{{of}}","default":"deny","ranges":[
            {"flags":0,"base":1,"nmsrs":1,"bitmap":"0100000000000000"},
            {"flags":3,"base":"0x830","nmsrs":1,"bitmap":"0100000000000000"}]}
            """;
        Assert.Equal(found, string.Join(',', Judge(text).Findings
            .Where(finding => finding.Rule.Id != "tsc-deadline-write")
            .Select(finding => $"{finding.Rule.Id} {finding.Place.Line}:{finding.Place.Column}")));
    }

    [Theory]
    [InlineData("msrspec-trace 2\n", "f:1:1: a trace starts with the line 'msrspec-trace 1'")]
    [InlineData("msrspec-trace 1\nfrobnicate\n", "f:2:1: unknown command 'frobnicate'")]
    [InlineData("{", "f:1:")]
    [InlineData("{}", "f:1:1: here stands no object with 'ranges'")]
    [InlineData("{\"ranges\":[]}", "f:1:1: 'interface' is neither 'v2' nor 'filter'")]
    [InlineData("0300 000", "f: there is an odd number of hexadecimal digits, 7")]
    [InlineData("0300 g0", "f: 'g' at digit 5 is not a hexadecimal digit")]
    [InlineData("", "f: here stands no trace, no object with 'ranges', and no argument")]
    [InlineData("Dear kernel, please deny everything", "f: here stands no trace")]
    public void What_cannot_be_read_is_told_with_its_place(string text, string problem)
    {
        LintReport report = Judge(text);
        Assert.StartsWith(problem, report.Problem?.Describe("f"), StringComparison.Ordinal);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void More_ranges_than_anybody_writes_are_refused()
    {
        byte[] bytes = new byte[(Linter.MostRanges + 1) * AllowlistLayout.HeaderSize];
        Assert.StartsWith(
            "it has 4097 ranges", Linter.Judge(bytes, Interface.Allowlist, isRaw: true).Problem?.Message,
            StringComparison.Ordinal);
        Assert.Null(Linter.Judge(bytes.AsMemory()[16..], Interface.Allowlist, isRaw: true).Problem);
    }

    [Fact]
    public void Whatever_the_bytes_are_there_is_a_report() =>
        Gen.Byte.Array[0, 500].Select(Gen.Bool, Gen.OneOf<Interface?>(null, Interface.Allowlist, Interface.Filter))
            .Sample(
                (bytes, isRaw, of) =>
                {
                    LintReport report = Linter.Judge(bytes, of, isRaw);
                    return report.Problem is null || report.Findings.IsEmpty;
                },
                iter: Iterations);

    private static LintReport Judge(string text) => Linter.Judge(Encoding.UTF8.GetBytes(text), null, isRaw: false);

    /// <summary>The findings with their offsets, but that writes of 0x6e0 are denied, which most lists do.</summary>
    private static string Without6E0(LintReport report) => string.Join(',', report.Findings
        .Where(finding => finding.Rule.Id != "tsc-deadline-write")
        .Select(finding => $"{finding.Rule.Id} {finding.Place.Offset}"));

    /// <summary>A struct with one range.</summary>
    private static byte[] Struct(CallerBits caller, uint flags, uint count, uint pointer)
    {
        byte[] bytes = new byte[FilterLayout.SizeOf(caller)];
        bool isNative = caller == CallerBits.Native;
        Span<byte> range = bytes.AsSpan(isNative ? FilterLayout.NativeRanges : FilterLayout.CompatRanges);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, flags);
        BinaryPrimitives.WriteUInt32LittleEndian(range, 3);
        BinaryPrimitives.WriteUInt32LittleEndian(range[AllowlistLayout.CountOffset..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(range[AllowlistLayout.BaseOffset..], 0x10);
        int place = isNative ? FilterLayout.NativeBitmap : FilterLayout.CompatBitmap;
        BinaryPrimitives.WriteUInt32LittleEndian(range[place..], pointer);
        return bytes;
    }
}
