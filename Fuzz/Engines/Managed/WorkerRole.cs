namespace MsrSpec.Fuzz.Engines.Managed;

/// <summary>
/// Whether this process is a worker: one that another process of this program started, watches, and outlives. The
/// environment says so, because the command line is the user's.
/// </summary>
internal static class WorkerRole
{
    /// <summary>The variable that makes a process a worker.</summary>
    public const string Variable = "MSRSPEC_FUZZ_WORKER";

    /// <summary>The variable with the names of inputs that killed a worker before: they are left out.</summary>
    public const string DeadlyVariable = "MSRSPEC_FUZZ_DEADLY";

    /// <summary>Whether this process is one.</summary>
    public static bool IsTaken => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>The names of the deadly inputs.</summary>
    public static IReadOnlySet<string> Deadly =>
        (Environment.GetEnvironmentVariable(DeadlyVariable) ?? string.Empty).Split(',').ToHashSet();

    /// <summary>Calls back once the process that started this one closes the pipe between them, or dies.</summary>
    public static void WhenAbandoned(Action action)
    {
        if (!IsTaken)
        {
            return;
        }

        Thread thread = new(() =>
        {
            using Stream input = Console.OpenStandardInput();
            if (input.ReadByte() < 0)
            {
                action();
            }
        })
        { IsBackground = true, Name = "parent" };
        thread.Start();
    }
}
