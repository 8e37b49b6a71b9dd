using System.Text;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Objects;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>What is printed as a program compiles, and hands over the ranges that it was made of.</summary>
public sealed class PrintedProgramTests : IDisposable
{
    private static readonly CompileRequest ForAllowlist = new(Interface.Allowlist, false, false);
    private static readonly CompileRequest ForFilter = new(Interface.Filter, false, true);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Policies { get; } =
    [
        "0x10 rw # TSC\n0x1b-0x100 r\nKERNEL_GS_BASE w", "default none", "0x0-0x3000 rw\n0xc0000080-0xc0000084 w",
        "default rw\n0x1b none\n0xc0000080 r",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Printed_C_hands_over_the_ranges(string text)
    {
        foreach (CompiledPolicy compiled in Compile(text))
        {
            string source = CPrinter.Print(compiled, RegisterNames.Known) + ProgramSources.C;
            Assert.Equal(RangePrinter.Json(compiled), await RunAsync(
                source, "policy.c", "gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-fno-builtin"));
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Printed_Rust_hands_over_the_ranges(string text)
    {
        foreach (CompiledPolicy compiled in Compile(text).Where(IsPrinted))
        {
            bool isFilter = compiled.Interface == Interface.Filter;
            string source = (isFilter ? ProgramSources.RustBindings : string.Empty)
                + RustPrinter.Print(compiled, RegisterNames.Known)
                + (isFilter ? ProgramSources.RustFilter : ProgramSources.RustAllowlist);
            Assert.Equal(
                RangePrinter.Json(compiled), await RunAsync(source, "policy.rs", "rustc", "--edition", "2021"));
        }
    }

    /// <summary>Of the posted interface the program around the printed Rust takes one range.</summary>
    private static bool IsPrinted(CompiledPolicy compiled) =>
        compiled.Interface == Interface.Filter || compiled.Ranges.Length == 1;

    private static IEnumerable<CompiledPolicy> Compile(string text)
    {
        MsrPolicy policy = PolicyReader.Read(Encoding.UTF8.GetBytes(text), PolicyFormat.Msrs).Policy!;
        CompileRequest[] requests = [ForAllowlist, ForFilter, ForFilter with { DefaultAllows = true }];
        return requests.Select(request => PolicyCompiler.Compile(policy, request).Compiled).OfType<CompiledPolicy>();
    }

    private async Task<string> RunAsync(string source, string name, string compiler, params string[] flags)
    {
        string file = _folder.File(name);
        string program = _folder.File("policy");
        await File.WriteAllTextAsync(file, source, TestContext.Current.CancellationToken);
        (int? status, string error) = CompiledObjects.Run(compiler, [.. flags, file, "-o", program]);
        Assert.SkipWhen(status is null, $"there is no {compiler}: {error}");
        Assert.SkipWhen(
            error.Contains("linux/kvm.h: No such file", StringComparison.Ordinal), "there is no linux/kvm.h");
        Assert.True(status == 0, error);
        ProgramEnd end = await BuiltProgram.RunApartAsync(
            BuiltProgram.Command(program, [], _folder.Path), TestContext.Current.CancellationToken);
        Assert.Equal((0, string.Empty), (end.Status, end.Errors));
        return end.Output;
    }
}
