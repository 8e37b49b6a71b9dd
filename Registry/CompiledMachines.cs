using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Registry;

/// <summary>Machines of compiled kernel code: our own allowlists in C, and any object file of a user.</summary>
internal static class CompiledMachines
{
    /// <summary>What the name of a user's object file has in front of it.</summary>
    public const string FilePrefix = "object:";

    /// <summary>As many as take about as long as the standard number on an allowlist in C#.</summary>
    private const long Sequences = 100_000;

    /// <summary>The dialects, and what a VM of each does.</summary>
    public static IReadOnlyDictionary<string, VmDesign> Designs { get; } =
        Dialect.OfTheAllowlist.ToDictionary(dialect => dialect.Name, dialect => DesignOf(dialect.Readings));

    private static readonly (RegisteredMachine Machine, string Problem)[] Own =
    [
        Of("posted-c", new("posted", "gcc", "O2"), Dialect.Posted),
        Of("posted-c-O1", new("posted", "gcc", "O1"), Dialect.Posted),
        Of("posted-c-O3", new("posted", "gcc", "O3"), Dialect.Posted),
        Of("posted-c-Os", new("posted", "gcc", "Os"), Dialect.Posted),
        Of("posted-c-clang", new("posted", "clang", "O2"), Dialect.Posted),
        Of("posted-c-entry-first", new("entry-first", "gcc", "O2"), Dialect.Posted),
        Of("sound-c", new("sound", "gcc", "O2"), Dialect.Sound),
    ];

    /// <summary>Our own, whether the build has compiled them or not.</summary>
    public static IReadOnlyList<RegisteredMachine> All { get; } = [.. Own.Select(own => own.Machine)];

    /// <summary>Our own that the build has compiled.</summary>
    public static IReadOnlyList<RegisteredMachine> Built { get; } =
        [.. Own.Where(own => own.Problem.Length == 0).Select(own => own.Machine)];

    /// <summary>Why one of our own is not there; empty if it is, null if that is no name of one.</summary>
    public static string? ProblemOf(string name) =>
        Own.Where(own => own.Machine.Name == name).Select(own => own.Problem).FirstOrDefault();

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

    private static (RegisteredMachine Machine, string Problem) Of(
        string name, Compilation compilation, Dialect dialect)
    {
        // Opened once, and only if it is asked for.
        Lazy<ObjectTarget> target = new(
            () => CompiledAllowlists.Open(compilation, dialect.Name, Designs, out string problem)
                ?? throw new ObjectException(problem));
        RegisteredMachine machine = new(
            name,
            $"The {compilation.Source} allowlist in C, compiled by {compilation.Compiler} -{compilation.Level}: its "
                + $"object file in the emulated core.",
            () => target.Value.Create())
        {
            Sequences = Sequences,
            CreateThreaded = () => target.Value.CreateThreaded(),
            Claims = dialect,
            KnownDefects = checkedFor => dialect == Dialect.Posted
                ? MachineRegistry.DefectsOfThePatch(checkedFor) : [],
        };
        return (machine, CompiledAllowlists.ProblemOf(compilation));
    }

    private static VmDesign DesignOf(ReadingSet readings) => new(
        MsrInterface.Allowlist,
        readings.ExitCompletion == ExitCompletion.BoundToTheAccess
            ? ExitProtocol.Complete : ExitProtocol.ReplyAndReexecute,
        new MsrMediation(
            readings.PassThrough == PassThrough.FollowsTheList ? MsrMediation.Follow : MsrMediation.Ignore,
            readings.FastPathWrites == FastPathWrites.AskTheList,
            readings.FastInterrupts == FastInterrupts.AskTheList,
            readings.ImplicitAccesses == ImplicitAccesses.Filtered),
        readings.HandlerErrors == HandlerErrors.FailTheRun);
}
