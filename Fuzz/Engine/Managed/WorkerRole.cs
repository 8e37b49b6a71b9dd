namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Whether this process is a worker: one that runs the inputs of another process of this program, which outlives it.
/// The environment says so, because the command line is the user's.
/// </summary>
internal static class WorkerRole
{
    private const string Variable = "MSRSPEC_FUZZ_WORKER";
    private const string DeadlyVariable = "MSRSPEC_FUZZ_DEADLY";

    /// <summary>Whether this process is one.</summary>
    public static bool IsTaken => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>The names of inputs that killed a worker before: they are left out.</summary>
    public static IReadOnlySet<string> Deadly =>
        (Environment.GetEnvironmentVariable(DeadlyVariable) ?? string.Empty).Split(',').ToHashSet();

    /// <summary>The variables that make a process a worker.</summary>
    /// <param name="deadly">The names of inputs that it leaves out.</param>
    public static Dictionary<string, string> EnvironmentOf(IEnumerable<string> deadly) => new()
    {
        [Variable] = "1",
        [DeadlyVariable] = string.Join(',', deadly),
    };
}
