using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Findings;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// Dies in the way that the first byte says, so that tests can see that an engine keeps the input. Not listed: nothing
/// is to be found here.
/// </summary>
internal sealed class DeathTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "death";

    /// <inheritdoc/>
    public string Summary => "dies in the way that the first byte says";

    /// <inheritdoc/>
    public bool MustFail => true;

    /// <inheritdoc/>
    public int MaxLength => 64;

    /// <inheritdoc/>
    public CoverageScope Scope { get; } = new("MsrSpec.Fuzz.Targets.DeathTarget");

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        switch ((char)(input is [var first, ..] ? first : 0))
        {
            case 'P':
                return "a problem";
            case 'X':
                throw new InvalidOperationException("an exception");
            case 'T':
                Thread thread = new(static () => throw new InvalidOperationException("an exception elsewhere"));
                thread.Start();
                thread.Join();
                return null;
            case 'S':
                return Recurse(0).ToString(System.Globalization.CultureInfo.InvariantCulture);
            case 'F':
                Environment.FailFast("a failure of the runtime");
                return null;
            case 'E':
                Environment.Exit(0);
                return null;
            case 'H':
                Thread.Sleep(Timeout.Infinite);
                return null;
            case 'M':
                return Allocate();
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));

    private static int Recurse(int depth) => depth < 0 ? 0 : Recurse(depth + 1) + Recurse(depth + 2);

    private static string Allocate()
    {
        const int Block = 1 << 24;
        List<byte[]> blocks = [];
        while (true)
        {
            byte[] block = new byte[Block];
            block.AsSpan().Fill(1);
            blocks.Add(block);
            Thread.Sleep(1);
        }
    }
}
