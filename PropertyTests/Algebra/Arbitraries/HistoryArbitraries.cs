using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.Arbitraries.Shape;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>
/// What happens to a VM that has a history: capability calls, accesses of the guest and the host, answers to exits, and
/// its end. The history is a sequence as the checker draws it.
/// </summary>
internal static class HistoryArbitraries
{
    /// <summary>A history alone.</summary>
    public static ArbitraryOf<Given> Any { get; } = new(Of(1, CommandGenerators.History), _ => true, given => given);

    /// <summary>A history, and any command behind it.</summary>
    public static ArbitraryOf<(Given Before, Command Command)> AndAny { get; } = new(
        Of(1, CommandGenerators.History, CommandGenerators.Of(CommandDescriptions.All)),
        given => given.Commands.Length > 0,
        given => (given.Before(1), given.Last));

    /// <summary>Two histories in one dialect: what stands before an end of the VM, and what stands behind it.</summary>
    public static ArbitraryOf<(Given First, Given Second)> Two { get; } = new(
        Of(
            1, CommandGenerators.History, CommandGenerators.Of(Command.DestroyVm.Kind), CommandGenerators.History),
        given => given.Commands.Any(command => command is Command.DestroyVm),
        given => (First(given), Second(given)));

    /// <summary>A history, and a call of the allowlist ioctl.</summary>
    public static ArbitraryOf<(Given Before, Command.AddAllowlist Call)> AndCall { get; } =
        And<Command.AddAllowlist>(Command.AddAllowlist.Kind);

    /// <summary>A history, and an access of the guest.</summary>
    public static ArbitraryOf<(Given Before, Command.Guest Access)> AndAccess { get; } =
        And<Command.Guest>(Command.Guest.ReadKind, Command.Guest.WriteKind);

    /// <summary>A history, and an answer to an exit.</summary>
    public static ArbitraryOf<(Given Before, Command.CompleteExit Answer)> AndAnswer { get; } =
        And<Command.CompleteExit>(Command.CompleteExit.Kind);

    /// <summary>A history, and a capability that is enabled.</summary>
    public static ArbitraryOf<(Given Before, Command.EnableCapability Enabling)> AndEnabling { get; } =
        And<Command.EnableCapability>(Command.EnableCapability.Kind);

    /// <summary>A history, and a question of the host.</summary>
    public static ArbitraryOf<(Given Before, Command Question)> AndQuestion { get; } = new(
        Of(1, CommandGenerators.History, CommandGenerators.Of(Command.CheckCapability.Kind, Command.HostRead.Kind)),
        given => given.Commands is [.., Command.CheckCapability or Command.HostRead],
        given => (given.Before(1), given.Last));

    /// <summary>A history, and a write of the host.</summary>
    public static ArbitraryOf<(Given Before, Command.HostWrite Write)> AndHostWrite { get; } =
        And<Command.HostWrite>(Command.HostWrite.Kind);

    /// <summary>A history, and two writes of the host.</summary>
    public static ArbitraryOf<(Given Before, Command.HostWrite First, Command.HostWrite Second)> AndTwoHostWrites
    {
        get;
    } = new(
        Of(1, CommandGenerators.History, HostWrite, HostWrite),
        given => given.Commands is [.., Command.HostWrite, Command.HostWrite],
        given => (given.Before(2), (Command.HostWrite)given.Commands[^2], (Command.HostWrite)given.Last));

    /// <summary>A history, and two writes of the host to the same register.</summary>
    public static ArbitraryOf<(Given Before, Command.HostWrite First, Command.HostWrite Second)> AndHostWritesToOne
    {
        get;
    } = new(
        Gen.Zip(Of(1, CommandGenerators.History, HostWrite), FieldGenerators.Value, (given, value) => given with
        {
            Commands = given.Commands.Add((Command.HostWrite)given.Last with { Value = value }),
        }),
        given => given.Commands is [.., Command.HostWrite first, Command.HostWrite second]
            && (first.Vcpu, first.Index) == (second.Vcpu, second.Index),
        given => (given.Before(2), (Command.HostWrite)given.Commands[^2], (Command.HostWrite)given.Last));

    /// <summary>A history, and an access of each vCPU.</summary>
    public static ArbitraryOf<(Given Before, Command.Guest First, Command.Guest Second)> AndTwoAccesses { get; } = new(
        Gen.Zip(Of(1, CommandGenerators.History, Access, Access), Gen.Elements(true, false), OnBothVcpus),
        given => given.Commands is [.., Command.Guest { Vcpu: 0 }, Command.Guest { Vcpu: 1 }],
        given => (given.Before(2), (Command.Guest)given.Commands[^2], (Command.Guest)given.Last));

    private static Gen<Part> HostWrite => CommandGenerators.Of(Command.HostWrite.Kind);

    /// <summary>Two accesses on a vCPU each; of one register, if they shall meet.</summary>
    private static Given OnBothVcpus(Given given, bool meet)
    {
        Command.Guest first = (Command.Guest)given.Commands[^2] with { Vcpu = 0 };
        Command.Guest second = (Command.Guest)given.Last with { Vcpu = 1 };
        uint index = meet ? first.Access.Index : second.Access.Index;
        return given with
        {
            Commands =
                [.. given.Before(2).Commands, first, second with { Access = second.Access with { Index = index } }],
        };
    }

    private static ArbitraryOf<(Given Before, T Command)> And<T>(params CommandDescription[] kinds)
        where T : Command => new(
            Of(1, CommandGenerators.History, CommandGenerators.Of(kinds)),
            given => given.Commands is [.., T],
            given => (given.Before(1), (T)given.Last));

    private static Given First(Given given) => given with { Commands = given.Commands[..End(given)] };

    private static Given Second(Given given) => given with { Commands = given.Commands[(End(given) + 1)..] };

    private static int End(Given given) =>
        Enumerable.Range(0, given.Commands.Length).First(at => given.Commands[at] is Command.DestroyVm);
}
