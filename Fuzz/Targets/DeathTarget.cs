using System.Runtime.CompilerServices;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// Ends the process in the way that the first byte chooses: whatever a target does, its input must be left on disk.
/// </summary>
[GuidedBy("MsrSpec.Fuzz.Targets.DeathTarget")]
internal sealed class DeathTarget : IFuzzTarget
{
    private bool _isExplained;

    /// <inheritdoc/>
    public string Name => "death";

    /// <inheritdoc/>
    public string Summary => "dies as its first byte says: the input must be left on disk";

    /// <inheritdoc/>
    public bool MustFail => true;

    /// <inheritdoc/>
    public int MaxLength => 64;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        switch (input.IsEmpty ? '\0' : (char)input[0])
        {
            case 'p':
                return "the problem that was asked for";
            case 'q':
                return HangOnceExplained();
            case 'e':
                throw new InvalidOperationException("the exception that was asked for");
            case 't':
                ThrowElsewhere();
                return null;
            case 's':
                return Overflow(input.Length).ToString(provider: null);
            case 'f':
                Environment.FailFast("the end that was asked for");
                return null;
            case 'a':
                WriteWhereNothingIs();
                return null;
            case 'x':
                Environment.Exit(0);
                return null;
            case 'h':
                Thread.Sleep(Timeout.Infinite);
                return null;
            case 'm':
                TakeMemory();
                return null;
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));

    /// <summary>Fails at first, and does not come back when minimising or explaining runs the input again.</summary>
    private string HangOnceExplained()
    {
        if (_isExplained)
        {
            Thread.Sleep(Timeout.Infinite);
        }

        _isExplained = true;
        return "the problem that was asked for";
    }

    private static void ThrowElsewhere()
    {
        Thread thread = new(() => throw new InvalidOperationException("the exception that was asked for"));
        thread.Start();
        thread.Join();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Overflow(int depth) => Overflow(depth + 1) + depth;

    /// <summary>The address is above the first pages, where the runtime would make an exception of it.</summary>
    private static unsafe void WriteWhereNothingIs() => *(byte*)(1L << 44) = 1;

    /// <summary>Takes half a gibibyte, and leaves the time to notice it.</summary>
    private static void TakeMemory()
    {
        byte[] taken = new byte[1 << 29];
        taken.AsSpan().Fill(1);
        Thread.Sleep(TimeSpan.FromSeconds(30));
        GC.KeepAlive(taken);
    }
}
