using System.Buffers.Binary;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What <c>explain</c> and <c>registers</c> say of arguments and registers.</summary>
public sealed class ExplainVerbTests
{
    private const string AllowsTsc = "0300000001000000100000000000000001000000 00000000";
    private const string DeniesTsc = "0300000001000000100000000000000000000000 00000000";

    [Fact]
    public async Task Of_several_arguments_each_is_explained_behind_those_before_it()
    {
        string output = await ExplainAsync(AllowsTsc, AllowsTsc, "IA32_TSC", "read");
        Assert.Contains("Argument 1 of 2: 24 readable bytes, on a fresh VM, as v2-sound has it:", output);
        Assert.Contains("Argument 2 of 2: 24 readable bytes, behind those above, as v2-sound has it:", output);
        Assert.Contains("because allowlist.add.overlap-is-EINVAL", output);
        Assert.Contains("RDMSR 0x10 TSC: allowed", output);
        Assert.DoesNotContain("WRMSR", output);
    }

    [Fact]
    public async Task A_file_may_hold_several_arguments_one_behind_the_other()
    {
        using TemporaryFolder folder = new();
        const string AllowsTheNext = "0300000001000000110000000000000001000000 00000000";
        await File.WriteAllTextAsync(
            folder.File("calls"), $"{AllowsTsc}\n{AllowsTheNext}\n", TestContext.Current.CancellationToken);
        string output = await ExplainAsync($"@{folder.File("calls")}", "0x11", "read");
        Assert.Contains("Argument 2 of 2: 24 readable bytes, behind those above", output);
        Assert.Contains("RDMSR 0x11 KVM_WALL_CLOCK: allowed", output);
    }

    [Theory]
    [InlineData("TSC", "0x10 is present: TSC of Intel, which the modelled processor has")]
    [InlineData("X2APIC_ICR", "0x830 is present: X2APIC_ICR of Intel, which the modelled processor has in x2APIC mode")]
    [InlineData("HWCR", "0xc0010015 is absent: K7_HWCR of AMD is known, but the modelled processor does not have it")]
    [InlineData("0x40000000", "0x40000000 is absent: HV_X64_MSR_GUEST_OS_ID of Hyper-V, XEN_HYPERCALL of Xen is known")]
    [InlineData("0x4321", "0x4321 is unknown: no register of this index is known here")]
    public async Task An_absent_register_is_told_from_an_unknown_one(string register, string expected) =>
        Assert.Contains(expected, await ExplainAsync(AllowsTsc, register));

    [Theory]
    [InlineData(CallerBits.Native)]
    [InlineData(CallerBits.Compat)]
    public async Task A_filter_is_explained_of_its_struct_with_the_bitmaps_behind_it(CallerBits caller)
    {
        bool isNative = caller == CallerBits.Native;
        byte[] bytes = new byte[FilterLayout.SizeOf(caller) + 8];
        bytes[0] = 1;
        Span<byte> range = bytes.AsSpan(isNative ? FilterLayout.NativeRanges : FilterLayout.CompatRanges);
        (range[AllowlistLayout.FlagsOffset], range[AllowlistLayout.CountOffset]) = (3, 1);
        range[AllowlistLayout.BaseOffset] = 0x1B;
        BinaryPrimitives.WriteUInt16LittleEndian(
            range[(isNative ? FilterLayout.NativeBitmap : FilterLayout.CompatBitmap)..], (ushort)(bytes.Length - 8));
        bytes[^8] = 1;
        string output = await ExplainAsync(Convert.ToHexString(bytes), "APIC_BASE");
        Assert.Contains("as linux-6.1 has it", output);
        Assert.Contains("base   0x1b APIC_BASE", output);
        Assert.Contains("filter flags 0x1 (deny by default)", output);
        Assert.Contains("result ok", output);
        Assert.Contains("WRMSR 0x1b APIC_BASE: allowed", output);
    }

    [Theory]
    [InlineData(FilterLayout.NativeSize)]
    [InlineData(FilterLayout.CompatSize)]
    public async Task Of_a_filter_without_a_range_the_struct_alone_is_enough(int size) =>
        Assert.Contains("result ok", await ExplainAsync(new string('0', 2 * size), "--dialect", "linux-6.1"));

    /// <summary>In linux-today the write of the deadline is not asked about, in linux-6.1 it is.</summary>
    [Theory]
    [InlineData("linux-today", "but linux-today does not ask, and the guest has it: reading 18")]
    [InlineData("v2-posted", "but v2-posted does not ask, and the guest has it: reading 17")]
    [InlineData("v2-sound", "0x10 is present")]
    public async Task A_denial_that_nobody_asks_about_is_told_as_one(string dialect, string expected)
    {
        bool isFilter = dialect == "linux-today";
        string argument = isFilter ? "01000000 00000000 03000000 01000000 00000000 00000000 88010000 00000000 "
            + new string('0', 2 * (FilterLayout.NativeSize - 32)) + "0000000000000000" : DeniesTsc;
        string[] access = isFilter ? ["TSC_DEADLINE", "write"] : ["TSC", "read"];
        string output = await ExplainAsync([argument, .. access, "--dialect", dialect]);
        Assert.Contains(": denied", output);
        Assert.Contains(expected, output);
        Assert.Equal(dialect != "v2-sound", output.Contains("does not ask", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_registers_are_listed_by_a_part_of_a_spelling()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", ["registers", "tsc_d"], folder.Path);
        Assert.Equal((0, "0x000006e0 present Intel   TSC_DEADLINE\n"), (end.Status, end.Output));
    }

    [Theory]
    [InlineData("IA32_TSC_DEADLINE")]
    [InlineData("MSR_IA32_TSC_DEADLINE")]
    [InlineData("0x6e0")]
    [InlineData("1760")]
    public async Task And_by_whatever_is_read_as_one(string spelling)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", ["registers", spelling], folder.Path);
        Assert.Equal((0, "0x000006e0 present Intel   TSC_DEADLINE\n"), (end.Status, end.Output));
    }

    private static async Task<string> ExplainAsync(params string[] words)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", ["explain", .. words], folder.Path);
        Assert.Equal((0, string.Empty), (end.Status, end.Errors));
        return end.Output;
    }
}
