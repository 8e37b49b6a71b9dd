using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Running;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A check of a machine that is no registered one.</summary>
internal static class SpoiltCheck
{
    private const string Name = "spoilt";
    private const ulong Seed = 1;
    private const long Sequences = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Its only finding, and what becomes of the file of it.</summary>
    public static (ShrunkFinding Finding, ReplayResult Replay) Keep(CheckMode mode, Func<IMachine> create)
    {
        using TemporaryFolder folder = new();
        ShrunkFinding finding = Assert.Single(Run(mode, folder, create).Findings);
        Replayer replayer = new(name => name == Name ? create : MachineRegistry.MakerOf(name)) { Patience = Patience };
        return (finding, replayer.ReplayFile(Assert.Single(folder.Files)));
    }

    /// <summary>What it reports.</summary>
    public static JobReport Run(CheckMode mode, TemporaryFolder folder, Func<IMachine> create) =>
        Run(mode, folder, create, TimeSpan.Zero, default, TestContext.Current.CancellationToken);

    /// <summary>What it reports.</summary>
    /// <param name="mode">How it is checked.</param>
    /// <param name="folder">Where counterexamples go.</param>
    /// <param name="create">Makes the machine.</param>
    /// <param name="grace">How long findings are made small once its time is over.</param>
    /// <param name="end">Is cancelled when that is so.</param>
    /// <param name="signal">Ends all at once.</param>
    public static JobReport Run(
        CheckMode mode, TemporaryFolder folder, Func<IMachine> create, TimeSpan grace, CancellationToken end,
        CancellationToken signal)
    {
        Scope? scope = mode == CheckMode.Exhaustive ? Scopes.Small : null;
        CheckJob job = new(Name, create, Dialect.Sound, mode, scope, Sequences, []);
        CheckSession session = new(new CounterexampleStore(folder.Path), Seed, "test")
        {
            Patience = Patience,
            Grace = grace,
            Signal = signal,
        };
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end, signal);
        return session.Run(job, null, either.Token);
    }
}
