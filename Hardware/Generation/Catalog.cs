using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Every encoding that Iced knows, in every width of code that it is valid in, with what the core says to it. What the
/// core gains is tested without anything to be added here.
/// </summary>
internal static class Catalog
{
    private const int SampleSeed = 1;

    /// <summary>All entries that can be built, in the order of Iced's list and by width.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. Enumerate()];

    /// <summary>The entries that are compared.</summary>
    public static IReadOnlyList<CatalogEntry> Tested { get; } = [.. Entries.Where(entry => entry.IsTested)];

    private static IEnumerable<CatalogEntry> Enumerate()
    {
        foreach (Code code in Enum.GetValues<Code>())
        {
            OpCodeInfo info = code.ToOpCode();
            foreach (int bits in CodeWidths.All.Where(bits => info.IsInstruction && IsValid(info, bits)))
            {
                if (Describe(code, bits) is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    private static bool IsValid(OpCodeInfo info, int bits) => bits switch
    {
        64 => info.Mode64,
        32 => info.Mode32,
        _ => info.Mode16,
    };

    private static CatalogEntry? Describe(Code code, int bits)
    {
        InstructionBuilder builder = new(code, bits, arena: 0, Arena.InnerWindow);
        var random = new CaseRandom(SampleSeed);
        return builder.TryBuild(ref random, out Instruction sample, out _)
            ? new CatalogEntry(
                code, bits, InstructionSupport.IsImplemented(in sample), Testability.WhyNot(in sample))
            : null;
    }
}
