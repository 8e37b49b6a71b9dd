using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Checker.Sequences.PlainCommands;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// A few commands that tell readings apart: one for each edge that a reading is about, and the accesses that show it.
/// Every short sequence of them is tried.
/// </summary>
internal static class TellingCommands
{
    private const uint Index = Msr.Star;
    private const ulong X2ApicMode = 0xC00;
    private const byte First = 0b01;
    private const byte Second = 0b10;

    /// <summary>What somebody else than the list may have a say in.</summary>
    private static ImmutableArray<Command> Mediated { get; } =
    [
        Guest(AccessFlags.Read, Msr.FsBase),
        Guest(AccessFlags.Write, Msr.TscDeadline),
        new Command.HostWrite(0, Msr.ApicBase, X2ApicMode),
        Guest(AccessFlags.Write, Msr.X2ApicIcr),
        new Command.AskInterception(0, AccessFlags.Read, Msr.FsBase),
        new Command.Emulate(0, EmulatedInstruction.Rdpid),
        RecentWrite(Index, InstructionForm.NonSerializing),
        new Command.FailNextEferWrite(),
        Guest(AccessFlags.Write, Msr.Efer, (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive)),
    ];

    /// <summary>The commands of an interface.</summary>
    public static ImmutableArray<Command> Of(Interface of) => of == Interface.Filter ? OfTheFilter : All;

    /// <summary>The commands, simplest first.</summary>
    public static ImmutableArray<Command> All { get; } =
    [
        Guest(AccessFlags.Read, Index),
        Guest(AccessFlags.Read, Index + 1),
        Guest(AccessFlags.Write, Index),
        Guest(AccessFlags.Read, uint.MaxValue),
        Guest(AccessFlags.Read, 0),
        Add(AccessFlags.Read, Index, 1, First),
        Add(AccessFlags.Read, Index, 1, Second),
        Add(AccessFlags.Write, Index, 1, First),
        Add(AccessFlags.Read, Index + 1, 1, First),
        Add(AccessFlags.Read, Index, 0, First),
        Add(AccessFlags.None, Index, 1, First),
        Add((AccessFlags)4, Index, 1, First),
        Add(AccessFlags.Read, uint.MaxValue, 1, First),
        Add(AccessFlags.Read, uint.MaxValue, 2, First),
        Add(AccessFlags.Read, Index, AllowlistLayout.MaxCount + 1, First),
        Cut(AllowlistLayout.HeaderSize - 1),
        Cut(AllowlistLayout.HeaderSize),
        Padded(),
        new Command.FailNextAllocation(),
        new Command.ChangeArgument(new ArgumentChange(ArgumentWord.Flags, 1, 4)),
        new Command.AskDecision(AccessFlags.Read, Index),
        new Command.EnableCapability(Capability.UserSpaceMsr, 0, 1),
        new Command.EnableCapability(Capability.UserSpaceMsr, 0, 0),
        new Command.CheckCapability(Capability.UserSpaceMsr),
        new Command.CompleteExit(0, 0, 1),
        new Command.CompleteExit(0, 1, 0),
        new Command.HostRead(0, Index),
        new Command.HostWrite(0, Index, 1),
        .. Mediated,
        new Command.DestroyVm(),
    ];

    /// <summary>The commands for dialects whose interface is the filter, simplest first.</summary>
    public static ImmutableArray<Command> OfTheFilter { get; } =
    [
        Guest(AccessFlags.Read, Index),
        Guest(AccessFlags.Write, Index),
        new Command.AskDecision(AccessFlags.Read, Index),
        new Command.AskDecision(AccessFlags.Read, Msr.X2ApicFirst),
        new Command.AskDecision(AccessFlags.Read, uint.MaxValue),
        SetFilter(0), SetFilter(FilterLayout.DefaultDeny), SetFilter(2), SetFilter(0, CallerBits.Compat),
        Slot((uint)AccessFlags.Read, Index, 1, First),
        Slot((uint)AccessFlags.Write, Index, 1, Second),
        Slot((uint)AccessFlags.Read, uint.MaxValue, 1, First),
        Slot(4, Index, 1, First),
        new Command.WriteFilterSlot(new FilterSlot(4, 1, Index, new UserBuffer([]))),
        Slot(0, Index, 1, First),
        Slot((uint)AccessFlags.Read, Index, 0, First),
        new Command.FailNextAllocation(),
        new Command.EnableCapability(Capability.LinuxUserSpaceMsr, 0, (ulong)MsrExitReasons.All),
        new Command.EnableCapability(Capability.LinuxUserSpaceMsr, 0, (ulong)MsrExitReasons.All + 1),
        new Command.CheckCapability(Capability.LinuxMsrFilter),
        new Command.CompleteExit(0, 0, 1),
        new Command.CompleteExit(0, 1, 0),
        .. Mediated,
        new Command.DestroyVm(),
    ];

    private static Command.Guest RecentWrite(uint index, InstructionForm form)
    {
        Command.Guest plain = Guest(AccessFlags.Write, index);
        return plain with { Access = plain.Access with { Form = form } };
    }

    private static Command.AddAllowlist Cut(int length) => new(
        UserBuffer.Allowlist(new AllowlistHeader((uint)AccessFlags.Read, 1, Index, 0), [First], length));

    private static Command.AddAllowlist Padded()
    {
        AllowlistHeader header = new((uint)AccessFlags.Read, 1, Index, Pad: 1);
        return new Command.AddAllowlist(UserBuffer.Allowlist(header, [First], header.ArgumentSize));
    }
}
