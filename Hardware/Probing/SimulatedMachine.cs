namespace MsrSpec.Hardware.Probing;

/// <summary>
/// What is simulated, as a variable of the environment says it; the trials inherit that from whoever starts them.
/// </summary>
internal static class SimulatedMachine
{
    /// <summary>The name of the variable.</summary>
    public const string Variable = "MSRSPEC_SIMULATE";

    private static readonly (string Word, Simulation Simulation)[] Words =
    [
        ("no-ldt",     Simulation.NoLocalDescriptors),
        ("trial-dies", Simulation.TrialDies),
    ];

    /// <summary>What is simulated.</summary>
    /// <exception cref="FormatException">The variable holds a word that means nothing.</exception>
    public static Simulation Current
    {
        get
        {
            string? word = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrEmpty(word))
            {
                return Simulation.None;
            }

            foreach ((string known, Simulation simulation) in Words)
            {
                if (word == known)
                {
                    return simulation;
                }
            }

            throw new FormatException(
                $"{Variable} is '{word}', but can be {string.Join(" or ", Words.Select(each => each.Word))}");
        }
    }
}
