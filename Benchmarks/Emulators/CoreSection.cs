using System.Diagnostics;
using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>The emulated core against Unicorn, round by round, so that a noisy second hits all alike.</summary>
internal sealed class CoreSection : IQuickSection
{
    private const int Rounds = 40;
    private const int WarmUpMilliseconds = 1_000;
    private const double MixedSpeedGoal = 3.0;
    private const double AccessSpeedGoal = 3.0;
    private const double HeldAccessTime = 25;

    /// <inheritdoc/>
    public string Title => "core: 64-bit loops on the emulated core (C#, interpreted) and on Unicorn (translated)";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        string? whyAlone = UnicornLibrary.WhyMissing() ?? UnicornHook.WhyMissing();
        ICoreCase[] cases = CreateCases(withPeers: whyAlone is null);
        try
        {
            if (cases.Select(one => one.FirstDifference()).FirstOrDefault(one => one is not null) is { } difference)
            {
                output.WriteLine($"the results differ, so nothing is timed: {difference}.");
                return SectionResult.Different;
            }

            Measure(cases);
            output.WriteLine($"loop    {"emulator",-30}    MIPS   ns a turn  core is times as fast");
            Array.ForEach(cases, one => one.Print(output));
            Figure.Print(cases.SelectMany(one => one.Figures()), output);
            SectionResult result = Goal.Judge([.. cases.SelectMany(one => one.Goals())], output);
            if (whyAlone is null)
            {
                return result;
            }

            output.WriteLine($"the comparison with Unicorn is skipped: {whyAlone}.");
            return result == SectionResult.Met ? SectionResult.Skipped : result;
        }
        finally
        {
            Array.ForEach(cases, one => one.Dispose());
        }
    }

    private static ICoreCase[] CreateCases(bool withPeers)
    {
        // A case more is one line more.
        Func<ICoreCase>[] cases =
        [
            () => new LoopCase(CoreLoops.Mixed, Peers(CoreLoops.Mixed, UnicornAccess.None))
            {
                SpeedGoal = MixedSpeedGoal,
            },
            () => new LoopCase(CoreLoops.Alu, Peers(CoreLoops.Alu, UnicornAccess.None)),

            // The goal is about the hook at the instruction, which leaves the guest's code as it is. With a NOP in the
            // place of RDMSR Unicorn has less to do.
            () => new LoopCase(
                CoreLoops.ReadMsr,
                Peers(CoreLoops.ReadMsr, UnicornAccess.HookAtInstruction, UnicornAccess.HookAtNop))
            {
                SpeedGoal = AccessSpeedGoal,
                HeldTime = HeldAccessTime,
            },
            () => new SnapshotCase(),
            () => BootCase.FindImage() is { } image
                ? new BootCase(image)
                : new MissingCase("boot", "no guest was built"),
        ];
        return [.. cases.Select(create => create())];

        ILoopEngine[] Peers(CoreLoop loop, params UnicornAccess[] accesses) =>
            withPeers ? [.. accesses.Select(access => new UnicornEngine(loop, access))] : [];
    }

    /// <summary>Times all cases, after long enough for the compiler's last tier.</summary>
    private static void Measure(ICoreCase[] cases)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds)
        {
            Array.ForEach(cases, one => one.Round());
        }

        Array.ForEach(cases, one => one.Forget());
        for (int round = 0; round < Rounds; round++)
        {
            Array.ForEach(cases, one => one.Round());
        }
    }
}
