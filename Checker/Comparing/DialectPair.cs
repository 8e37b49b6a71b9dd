using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>Two dialects that are compared: with which commands, and what of them.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
internal sealed record DialectPair(Dialect Left, Dialect Right)
{
    private static readonly HiddenField Allocations =
        new(ViewField.Allocations, "User space cannot see what the kernel has allocated.");

    private static readonly ImmutableArray<HiddenField> OfAnInterface =
    [
        Allocations,
        new(ViewField.Slots, "A filter has no slot for a range without MSRs."),
        new(ViewField.Lock, "User space sees the lock only where it waits for it."),
    ];

    /// <summary>Whether only one has the filter: the list is then carried over to it.</summary>
    public bool IsCarriedOver => Left.Readings.Interface != Right.Readings.Interface;

    /// <summary>The interface of the commands.</summary>
    public Interface Target => TargetOf(Left, Right);

    /// <summary>The commands that short sequences are made of.</summary>
    public ImmutableArray<Command> Commands { get; } =
        [.. TellingCommands.Of(TargetOf(Left, Right)).Where(IsOfInterest)];

    /// <summary>
    /// What is compared, one run after the other: what user space can see tells more than what the kernel holds.
    /// </summary>
    public IEnumerable<MutualRunner> Runners => IsCarriedOver
        ? [RunnerHiding(OfAnInterface)]
        : [RunnerHiding([Allocations]), RunnerHiding([])];

    /// <summary>
    /// Whether a command can tell dialects apart: none of them reads an argument twice, so that one which changes shows
    /// nothing but what the call would show in any case.
    /// </summary>
    public static bool IsOfInterest(Command command) => command is not Command.ChangeArgument;

    private static Interface TargetOf(Dialect left, Dialect right) =>
        left.Readings.Interface == right.Readings.Interface ? left.Readings.Interface : Interface.Allowlist;

    private MutualRunner RunnerHiding(ImmutableArray<HiddenField> hidden) =>
        new(() => Machine(Left, hidden), () => Machine(Right, hidden));

    private ReferenceInPart Machine(Dialect dialect, ImmutableArray<HiddenField> hidden)
    {
        ModelMachine model = new(dialect.Readings);
        bool carriesOver = IsCarriedOver && dialect.Readings.Interface == Interface.Filter;
        return new ReferenceInPart(carriesOver ? new AllowlistOverFilter(model) : model, hidden);
    }
}
