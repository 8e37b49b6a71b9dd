using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Probes;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>
/// Counts as woven code would: an edge for each byte of its magic number that is right, in order. It fails when all
/// are.
/// </summary>
internal sealed unsafe class CountedTarget : IFuzzTarget
{
    public const uint Magic = 0xC001_D00D;

    public const int Edges = 5;

    public static EdgeMap Map { get; } = EdgeMap.Parse(
        [.. Enumerable.Repeat("edge\tCounted\tRun\tTaken\t1\tCounted.cs\t1", Edges), "site\tCounted"]);

    public List<byte[]> Inputs { get; } = [];

    public string Name => "counted";

    public string Summary => "fails on a magic number";

    public bool MustFail => true;

    public int MaxLength => 16;

    public CoverageScope Scope { get; } = new("Counted");

    public string? Run(ReadOnlySpan<byte> input)
    {
        Inputs.Add(input.ToArray());
        if (input.Length < sizeof(uint))
        {
            return null;
        }

        uint number = BitConverter.ToUInt32(input);
        Probe.Compare4((int)number, unchecked((int)Magic), 0);
        int right = 0;
        while (right < sizeof(uint) && (byte)(number >> (8 * right)) == (byte)(Magic >> (8 * right)))
        {
            right++;
        }

        Probe.Counters[right]++;
        return right == sizeof(uint) ? "the magic number" : null;
    }

    public Explanation Explain(ReadOnlySpan<byte> input) => new(string.Empty);
}
