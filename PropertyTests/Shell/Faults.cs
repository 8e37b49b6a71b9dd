using MsrSpec.PropertyTests.Checking;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>Machines that are wrong themselves, for a program in a process of its own.</summary>
internal static class Faults
{
    /// <summary>The environment variable that names the fault.</summary>
    public const string Variable = "MSRSPEC_TEST_FAULT";

    /// <summary>Every host read ends the process, and says that all is well.</summary>
    public const string Exits = "exits";

    /// <summary>Every call of the ioctl throws.</summary>
    public const string Throws = "throws";

    /// <summary>Every call of the ioctl hangs.</summary>
    public const string Hangs = "hangs";

    /// <summary>It cannot be made.</summary>
    public const string CannotBeMade = "cannot-be-made";

    /// <summary>The fiftieth host read of the process fails, and no other.</summary>
    public const string FailsOnce = "fails-once";

    /// <summary>It starts a thread that would keep the process, and is right otherwise.</summary>
    public const string KeepsAThread = "keeps-a-thread";

    /// <summary>The two thousandth command throws.</summary>
    public const string ThrowsLate = "throws-late";

    private const int Once = 50;
    private const int Late = 2_000;

    private static int _reads;

    /// <summary>Makes the machine of a fault.</summary>
    public static Func<IMachine> Of(string fault) => fault switch
    {
        Exits => () => new SpoiltMachine((command, _) => command is Command.HostRead ? Exit() : null),
        Throws => () => new SpoiltMachine((command, _) => command is Command.AddAllowlist ? Throw() : null),
        Hangs => () => new SpoiltMachine((command, _) => command is Command.AddAllowlist ? Wait() : null),
        CannotBeMade => () => throw new InvalidDataException("planted"),
        FailsOnce => () => new SpoiltMachine((command, _) =>
            command is Command.HostRead && Interlocked.Increment(ref _reads) == Once ? Outcome.Success : null),
        KeepsAThread => WithAThread,
        ThrowsLate => ThrowingLate,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "unknown"),
    };

    private static SpoiltMachine WithAThread()
    {
        new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
        return new SpoiltMachine((_, _) => null);
    }

    private static SpoiltMachine ThrowingLate()
    {
        int commands = 0;
        return new SpoiltMachine((command, _) => command is not null && ++commands == Late ? Throw() : null);
    }

    private static Outcome? Throw() => throw new InvalidDataException("planted");

    private static Outcome? Exit()
    {
        Environment.Exit(0);
        return null;
    }

    private static Outcome? Wait()
    {
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
