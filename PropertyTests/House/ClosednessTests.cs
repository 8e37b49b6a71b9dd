using System.Collections.Immutable;
using System.Reflection;
using MsrSpec.Checker.Sequences;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
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
        new Command.Guest(0, Accesses.Read(Msr.Star)),
        new Command.CompleteExit(0, 0, 0),
        new Command.DestroyVm(),
    ];

    public static TheoryData<string> Types { get; } =
        [.. typeof(Command).GetNestedTypes(BindingFlags.Public).Select(type => type.Name)];

    public static ImmutableArray<Func<IMachine>> Machines { get; } =
    [
        VirtualMachines.OptimizedDirect, VirtualMachines.PostedDirect,
        .. Dialect.All.Select<Dialect, Func<IMachine>>(dialect => () => new ModelMachine(dialect.Readings)),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_machine_takes_every_command(string type)
    {
        Command command = One.Single(candidate => candidate.GetType().Name == type);
        Assert.All(Machines, create => Assert.True(Enum.IsDefined(create().Step(command).Kind)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_command_has_a_text_and_words(string type)
    {
        Command command = One.Single(candidate => candidate.GetType().Name == type);
        Assert.Equal(command, CommandParser.Parse(CommandPrinter.Print(command), 1).Value);
        Assert.Equal([command], CommandWords.Decode(CommandWords.Encode(command)));
    }
}
