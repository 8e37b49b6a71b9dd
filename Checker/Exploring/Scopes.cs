using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Checker.Sequences.PlainCommands;

namespace MsrSpec.Checker.Exploring;

/// <summary>The scopes that are explored.</summary>
internal static class Scopes
{
    private const uint First = Msr.SysenterCs;
    private const uint Filler = 0x1000;
    private const int Registers = 3;

    /// <summary>
    /// Three neighbouring registers and up to three ranges: every range of one or two of the registers with every
    /// direction, with set, clear and stray bits, so that overlaps of every kind occur; reads and writes by the guest,
    /// deflection, exits and both answers to them, failing allocations, and arguments that are refused.
    /// </summary>
    public static Scope Small { get; } = new(
        "small",
        "three registers, up to three ranges of one or two of them, accesses, exits, failures",
        [],
        [.. Ranges(maxCount: 2), .. Accesses(), .. Exits(), .. Refusals()],
        MaxSlots: 3);

    /// <summary>The same commands where one slot of ten is left, so that the table fills up.</summary>
    public static Scope NearlyFull { get; } = new(
        "nearly-full",
        "three registers, one free slot of ten, accesses, exits, failures",
        [.. Enumerable.Range(0, AllowlistLayout.Slots - 1).Select(FillSlot)],
        Small.Alphabet,
        AllowlistLayout.Slots);

    /// <summary>
    /// Two registers and filters of up to two ranges: every pair of slots of six kinds, under both defaults, from
    /// callers of both widths; accesses, exits by reason and both answers to them, failing allocations, and calls that
    /// are refused.
    /// </summary>
    public static Scope Filters { get; } = new(
        "filters",
        "two registers, filters of up to two ranges, accesses, exits, failures",
        [],
        [.. Slots(), .. Calls(), .. Accesses().Take(2), .. ExitsByReason(), new Command.FailNextAllocation()],
        MaxSlots: 2)
    {
        Target = Interface.Filter,
    };

    /// <summary>Every scope.</summary>
    public static IReadOnlyList<Scope> All { get; } = [NearlyFull, Small, Filters];

    private static Command.AddAllowlist FillSlot(int slot) => Add(AccessFlags.Read, Filler + (uint)slot, 1, 0);

    private static IEnumerable<Command> Ranges(uint maxCount) =>
        from count in Enumerable.Range(1, (int)maxCount)
        from start in Enumerable.Range(0, Registers)
        where start + count <= Registers
        from flags in new[] { AccessFlags.Read, AccessFlags.Write, AccessFlags.ReadWrite }
        from bits in count == 1 ? new byte[] { 0b01, 0b10 } : [0b10]
        select Add(flags, First + (uint)start, (uint)count, bits);

    private static IEnumerable<Command> Accesses() =>
    [
        Guest(AccessFlags.Read, First),
        Guest(AccessFlags.Write, First, 1),
        Guest(AccessFlags.Read, First + 1),
    ];

    private static IEnumerable<Command> Exits() =>
    [
        new Command.EnableCapability(Capability.UserSpaceMsr, 0, 1),
        new Command.CompleteExit(0, 0, 2),
        new Command.CompleteExit(0, 1, 0),
    ];

    private static IEnumerable<Command> Refusals() =>
    [
        new Command.FailNextAllocation(),
        Add(AccessFlags.Read, First, 0, 0),
        Add(AccessFlags.None, First, 1, 1),
        Add(AccessFlags.Read, uint.MaxValue, 2, 1),
        new Command.AddAllowlist(new UserBuffer(ImmutableArray.Create(new byte[AllowlistLayout.HeaderSize - 1]))),
    ];

    private static IEnumerable<Command> Slots() =>
    [
        Slot((uint)AccessFlags.Read, First, 1, 0),
        Slot((uint)AccessFlags.Read, First, 1, 1),
        Slot((uint)AccessFlags.Write, First, 1, 0),
        Slot((uint)AccessFlags.ReadWrite, First, 2, 0b10),
        Slot(4, First, 1, 1),
        Slot(4, First, 0, 0),
    ];

    private static IEnumerable<Command> Calls() =>
    [
        SetFilter(0), SetFilter(FilterLayout.DefaultDeny), SetFilter(FilterLayout.DefaultDeny, CallerBits.Compat),
        SetFilter(2), new Command.SetFilter(0, CallerBits.Native, FilterLayout.NativeSize - 1),
    ];

    private static IEnumerable<Command> ExitsByReason() =>
    [
        new Command.EnableCapability(Capability.LinuxUserSpaceMsr, 0, (ulong)MsrExitReasons.Filter),
        new Command.CompleteExit(0, 0, 2),
        new Command.CompleteExit(0, 1, 0),
    ];
}
