using System.Reflection;
using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Sequences;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>The compiler cannot see that the hierarchy of commands is closed; these tests do.</summary>
public sealed class ClosednessTests
{
    private static readonly Command[] One =
    [
        new Command.AddAllowlist(AskedRange.Full(AccessFlags.Read, 0, 1).Argument),
        new Command.EnableCapability(Capability.UserSpaceMsr, 0, 1),
        new Command.CheckCapability(Capability.UserSpaceMsr),
        new Command.HostRead(0, Msr.Star),
        new Command.HostWrite(0, Msr.Star, 1),
        new Command.FailNextAllocation(),
        new Command.FailNextEferWrite(),
        new Command.Guest(0, Accesses.Read(Msr.Star)),
        new Command.CompleteExit(0, 0, 0),
        new Command.DestroyVm(),
        new Command.ChangeArgument(new ArgumentChange(ArgumentWord.Count, 1, 2)),
        new Command.AskDecision(AccessFlags.Write, Msr.Star),
        new Command.Emulate(1, EmulatedInstruction.Syscall),
        new Command.AskInterception(1, AccessFlags.Write, Msr.FsBase),
        new Command.WriteFilterSlot(new FilterSlot(1, 64, Msr.Star, new UserBuffer([.. new byte[8]]))),
        new Command.SetFilter(FilterLayout.DefaultDeny, CallerBits.Compat, FilterLayout.CompatSize),
    ];

    public static TheoryData<string> Types { get; } =
        [.. typeof(Command).GetNestedTypes(BindingFlags.Public).Select(type => type.Name)];

    private static readonly IMachine[] Machines =
    [
        .. MachineRegistry.All.Select(machine => machine.Create()),
        .. Dialect.All.Select(dialect => new ModelMachine(dialect.Readings)),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_machine_takes_every_command(string type)
    {
        Command command = One.Single(candidate => candidate.GetType().Name == type);
        Assert.All(Machines, machine =>
        {
            machine.Reset();
            Assert.True(Enum.IsDefined(machine.Step(command).Kind));
        });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_command_has_a_text_and_words(string type)
    {
        Command command = One.Single(candidate => candidate.GetType().Name == type);
        Assert.Equal(command, CommandParser.Parse(CommandPrinter.Print(command), 1).Value);
        Assert.Equal([command], CommandWords.Decode(CommandWords.Encode(command)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_command_is_among_those_that_tell_machines_apart(string type) =>
        Assert.Contains(
            TellingCommands.All.Concat(TellingCommands.OfTheFilter), command => command.GetType().Name == type);
}
