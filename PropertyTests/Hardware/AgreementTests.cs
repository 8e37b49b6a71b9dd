using Iced.Intel;
using MsrSpec.Hardware.Agreement;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Vectors;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

/// <summary>The core against the processor of this machine, and against what one did when it was recorded.</summary>
public sealed class AgreementTests
{
    private const string Again =
        "record again: dotnet run --project Hardware -c Release -- record --out Hardware/vectors/integer.bin";

    private static readonly Lazy<IReadOnlyList<RecordedGroup>> Frozen =
        new(() => VectorFile.Read(Repository.PathOf("Hardware/vectors/integer.bin")));

    public static TheoryData<int> Widths { get; } = [.. CodeWidths.All];

    [Fact]
    public void The_core_agrees_with_the_frozen_results()
    {
        CoreJudge judge = new();
        foreach (RecordedGroup recorded in Frozen.Value)
        {
            Mismatch? mismatch = judge.FindMismatch(recorded.Group, recorded.Results);
            Assert.True(mismatch is null, mismatch is null ? "" : MismatchReport.Tell(mismatch));
        }
    }

    [Fact]
    public void Every_encoding_that_is_tested_has_frozen_results()
    {
        HashSet<(Code Code, int Bits)> frozen =
            [.. Frozen.Value.Select(recorded => (recorded.Group.Instruction.Code, recorded.Group.Bits))];
        CatalogEntry[] missing = [.. Catalog.Tested.Where(entry => !frozen.Contains((entry.Code, entry.Bits)))];
        Assert.True(missing.Length == 0, $"{missing.Length} have none, as {missing.FirstOrDefault()}; {Again}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_core_agrees_with_this_processor(int bits)
    {
        HardwareReport report = await HardwareProgram.RunAsync(
            "run", "--bits", $"{bits}", "--cases", "70000", "--seed", "42");
        Assert.True(report.Status == 0, report.Output);
        Assert.SkipWhen(report.Skipped.ContainsKey(bits), report.Skipped.GetValueOrDefault(bits) ?? "");
        Assert.True(report.Mismatches == 0, report.Output);
        Assert.True(report.Cases >= 70_000, report.Output);
    }

    [Fact]
    public void A_case_is_the_same_when_it_is_made_again()
    {
        TestGroup first = Some();
        TestGroup again = new GroupGenerator(7).Create(first.Number)!;
        Assert.Equal(first.Code, again.Code);
        Assert.All(Enumerable.Range(0, TestGroup.Size), index => Assert.Equal(
            ((ReadOnlySpan<ulong>)first.Inputs[index].Registers).ToArray(),
            ((ReadOnlySpan<ulong>)again.Inputs[index].Registers).ToArray()));
    }

    [Theory]
    [InlineData("register")]
    [InlineData("flag")]
    [InlineData("memory")]
    [InlineData("landing")]
    public void A_result_that_is_wrong_in_one_bit_is_found(string where)
    {
        RecordedGroup recorded = Frozen.Value.First(candidate => candidate.Group.Instruction.Mnemonic == Mnemonic.Add);
        CaseContext[] wrong = [.. recorded.Results];
        const int Index = 3;
        switch (where)
        {
            case "register":
                wrong[Index].Registers[5] ^= 1;
                break;
            case "flag":
                wrong[Index].Flags ^= 1;
                break;
            case "memory":
                wrong[Index].Window[17] ^= 0x80;
                break;
            default:
                wrong[Index].Landing = (ulong)Landing.Ahead;
                break;
        }

        Mismatch? mismatch = new CoreJudge().FindMismatch(recorded.Group, wrong);
        Assert.NotNull(mismatch);
        Assert.Equal(Index, mismatch.Index);
        string report = MismatchReport.Tell(mismatch);
        Assert.Contains(MismatchReport.Disassemble(recorded.Group), report, StringComparison.Ordinal);
        Assert.Contains(where == "landing" ? "goes on Ahead" : "differs", report, StringComparison.Ordinal);
    }

    private static TestGroup Some()
    {
        GroupGenerator generator = new(7);
        return Enumerable.Range(0, 100).Select(number => generator.Create(number)).First(group => group is not null)!;
    }
}
