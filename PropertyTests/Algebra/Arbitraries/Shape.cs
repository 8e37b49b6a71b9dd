using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>What arbitraries are made of: commands joined to one input, and what is read out of commands.</summary>
internal static class Shape
{
    /// <summary>A guest's access, one in two a write.</summary>
    public static Gen<Part> Access { get; } = CommandGenerators.Of(Command.Guest.ReadKind, Command.Guest.WriteKind);

    /// <summary>Commands one behind the other near the same anchors, in so many dialects.</summary>
    public static Gen<Given> Of(int dialects, params Gen<Part>[] parts) => Gen.Zip(
        Gen.ArrayOf(ReadingGenerators.Any, dialects),
        Gen.Zip(FieldGenerators.Anchors, Gen.CollectToArray(parts)),
        (readings, drawn) => new Given([.. drawn.Item2.SelectMany(part => part(drawn.Item1))], [.. readings]));

    /// <summary>Whether a command asks for a range with known flags and nothing else, and for a whole one.</summary>
    public static bool IsRange(Command command) =>
        command is Command.AddAllowlist { Argument: { HasHeader: true } argument }
        && argument.Header is { Pad: 0, Count: <= AllowlistLayout.MaxCount, Flags: <= (uint)AccessFlags.ReadWrite }
        && argument.Length == argument.Header.ArgumentSize;

    /// <summary>The range that a command asks for.</summary>
    public static AllowlistRange Range(Command command) =>
        AllowlistRange.Of(((Command.AddAllowlist)command).Argument, Dialect.Sound.Readings);

    /// <summary>The VM after some commands, by the reference model.</summary>
    public static VmState After(IEnumerable<Command> commands, ReadingSet readings) => commands.Aggregate(
        VmState.Fresh, (state, command) => ReferenceModel.Step(state, command, readings, out _).State);
}
