using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>FsCheck tries a property, always with the same random numbers, and its verdict is kept as data.</summary>
internal sealed class PropertyRun : IRunner
{
    private const ulong Seed = 20_200_730;

    /// <summary>FsCheck wants the second number odd.</summary>
    private const ulong Gamma = 1;

    private PropertyRun()
    {
    }

    /// <summary>FsCheck's words about a property that does not hold; null if it does.</summary>
    public string? Report { get; private set; }

    /// <summary>The text of the smallest input on which the property fails; null if it holds.</summary>
    public string? Counterexample { get; private set; }

    /// <summary>Tries a property on so many inputs.</summary>
    public static PropertyRun Of(Property property, int tests)
    {
        PropertyRun run = new();
        Check.One(
            Config.Quick.WithMaxTest(tests)
                .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None)))
                .WithRunner(run),
            property);
        return run;
    }

    void IRunner.OnStartFixture(Type t)
    {
    }

    void IRunner.OnArguments(
        int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    void IRunner.OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    void IRunner.OnFinished(string name, TestResult testResult)
    {
        if (testResult is TestResult.Passed)
        {
            return;
        }

        Report = Runner.onFinishedToString(name, testResult);

        // F# leaves the fields without names: the third holds the arguments after shrinking.
        Counterexample = testResult is TestResult.Failed { Item3: var shrunk } ? string.Join('\n', shrunk) : null;
    }
}
