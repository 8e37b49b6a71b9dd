using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Registry;

/// <summary>Machines of compiled kernel code: our own allowlists in C, and any object file of a user.</summary>
internal static class CompiledMachines
{
    /// <summary>What the name of a user's object file has in front of it.</summary>
    public const string FilePrefix = "object:";

    /// <summary>As many as take about as long as the standard number on an allowlist in C#.</summary>
    private const long Sequences = 100_000;

    /// <summary>The dialects, and how each answers exits.</summary>
    public static IReadOnlyDictionary<string, ExitProtocol> Exits { get; } = Dialect.All.ToDictionary(
        dialect => dialect.Name,
        dialect => dialect.Readings.ExitCompletion == ExitCompletion.BoundToTheAccess
            ? ExitProtocol.Complete : ExitProtocol.ReplyAndReexecute);

    /// <summary>Our own, whether the build has compiled them or not.</summary>
    public static IReadOnlyList<RegisteredMachine> All { get; } =
    [
        Of("posted-c", "posted", "O2", Dialect.Posted),
        Of("posted-c-O1", "posted", "O1", Dialect.Posted),
        Of("posted-c-O3", "posted", "O3", Dialect.Posted),
        Of("posted-c-Os", "posted", "Os", Dialect.Posted),
        Of("posted-c-entry-first", "entry-first", "O2", Dialect.Posted),
        Of("sound-c", "sound", "O2", Dialect.Sound),
    ];

    /// <summary>Why our own cannot be made; empty if they can.</summary>
    public static string Problem => CompiledAllowlists.Problem;

    /// <summary>A user's object file as a machine.</summary>
    /// <param name="name">The name, with <see cref="FilePrefix"/> in front.</param>
    /// <param name="problem">Why it cannot be one; empty if it can.</param>
    public static RegisteredMachine? Open(string name, out string problem)
    {
        string file = name[FilePrefix.Length..];
        return ObjectFiles.Open(file, out problem) is { } target
            ? new RegisteredMachine(name, $"The object file {file}, in the emulated core.", target.Create)
            {
                Sequences = Sequences,
                CreateThreaded = target.CreateThreaded,
                Claims = Dialect.Find(target.Dialect),
            }
            : null;
    }

    private static RegisteredMachine Of(string name, string source, string level, Dialect dialect)
    {
        // Opened once, and only if it is asked for.
        Lazy<ObjectTarget> target = new(
            () => CompiledAllowlists.Open(source, level, dialect.Name, Exits, out string problem)
                ?? throw new ObjectException(problem));
        return new RegisteredMachine(
            name, $"The {source} allowlist in C, compiled by gcc -{level}: its object file in the emulated core.",
            () => target.Value.Create())
        {
            Sequences = Sequences,
            CreateThreaded = () => target.Value.CreateThreaded(),
            Claims = dialect,
            KnownDefects = checkedFor => dialect == Dialect.Posted
                ? MachineRegistry.DefectsOfThePatch(checkedFor) : [],
        };
    }
}
