using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// Bytes as the argument of the allowlist ioctl, as they stand in front of a page edge. Bit 0 of the pad word, which no
/// decoder looks at, makes the call's allocation fail.
/// </summary>
/// <param name="Argument">The argument.</param>
/// <param name="Header">Its header; all zero if it has none.</param>
/// <param name="AllocationFails">Whether the next allocation fails.</param>
/// <param name="Ruling">The row of the sound dialect that decides about it, before the lock is taken.</param>
internal readonly record struct AllowlistInput(
    UserBuffer Argument, AllowlistHeader Header, bool AllocationFails, Row<AllowlistCall> Ruling)
{
    /// <summary>The most bytes that an argument has.</summary>
    public const int MaxLength = AllowlistLayout.HeaderSize + AllowlistLayout.MaxBitmapSize;

    private static readonly ReadingSet Readings = Dialect.Sound.Readings;

    /// <summary>The commands that do the same on a machine.</summary>
    public IReadOnlyList<Command> Commands => AllocationFails
        ? [new Command.FailNextAllocation(), new Command.AddAllowlist(Argument)]
        : [new Command.AddAllowlist(Argument)];

    /// <summary>Judges an input.</summary>
    public static AllowlistInput Judge(ReadOnlySpan<byte> input) => Judge(new UserBuffer(ImmutableArray.Create(input)));

    /// <summary>Judges an argument.</summary>
    public static AllowlistInput Judge(UserBuffer argument)
    {
        AllowlistHeader header = argument.HasHeader ? argument.Header : default;
        bool fails = (header.Pad & 1) != 0;
        return new(argument, header, fails, FastArgument.Judge(argument, fails, Readings));
    }

    /// <summary>Whether an argument with a header makes the call's allocation fail.</summary>
    public static bool FailsAllocation(UserBuffer argument) => (argument.Bytes[AllowlistLayout.PadOffset] & 1) != 0;

    /// <summary>What the rules refuse an argument with; null: nothing.</summary>
    public static Errno? Expected(UserBuffer argument, bool allocationFails) =>
        FastArgument.Judge(argument, allocationFails, Readings).Answer.Outcome?.Errno;

    /// <summary>The call in a fresh VM.</summary>
    public AllowlistCall Call => AllowlistCall.Of(Argument, AllocationFails, lockHeld: false, [], Readings);

    /// <summary>The input for a person.</summary>
    public string Describe()
    {
        string read = Argument.HasHeader
            ? Invariant($"flags=0x{Header.Flags:x} nmsrs=0x{Header.Count:x} base=0x{Header.Base:x} ")
                + Invariant($"pad=0x{Header.Pad:x}: {Argument.Length} of {Header.ArgumentSize} bytes")
            : Invariant($"{Argument.Length} bytes, which is no whole header");
        string failing = AllocationFails ? "; the next allocation fails" : string.Empty;
        string judged = Ruling.Clause is { } clause ? $"{Ruling.Answer} by {clause}" : "nothing against it";
        return $"{read}{failing}; the rules: {judged}\n{Convert.ToHexStringLower(Argument.Bytes.AsSpan())}";
    }
}
