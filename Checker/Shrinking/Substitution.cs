using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>
/// Shorter sequences in which one command may do the work of two: what leaving out commands one by one does not find.
/// Most are worth their evaluations only when few commands are left. And ones as long, of which the last command is a
/// plain look or which name one vCPU less.
/// </summary>
internal static class Substitution
{
    private const int MostCommands = 3;
    private const int MostCopied = 4;
    private const int SmallWidth = 6;
    private const uint BitsPerLong = 64;

    /// <summary>The sequences that are worth a try.</summary>
    /// <param name="commands">The sequence, which diverges at its last command.</param>
    /// <param name="divergence">How.</param>
    public static IEnumerable<Command[]> Of(Command[] commands, Divergence divergence) => commands.Length switch
    {
        <= MostCommands => BySmallFields(commands).Concat(ByCopies(commands)).Concat(ByLooks(commands, divergence))
            .Concat(PlainLooks(commands, divergence)).Concat(OnTheFirst(commands)).Concat(ByWrites(commands)),
        <= MostCopied => ByCopies(commands).Concat(ByTheEnd(commands, divergence))
            .Concat(ByLooks(commands, divergence)),
        _ => ByTheEnd(commands, divergence),
    };

    /// <summary>
    /// Leaves out all that was to bring about the one reason for which failures are deflected, once all of them are.
    /// </summary>
    private static IEnumerable<Command[]> ByReasons(Command[] commands)
    {
        int enabled = Array.FindLastIndex(commands, command => command is Command.EnableCapability);
        if (enabled < 0 || !commands.Any(command => command is Command.SetFilter))
        {
            return [];
        }

        IEnumerable<Command> accesses = commands[(enabled + 1)..].Where(
            command => command is Command.Guest or Command.CompleteExit);
        return [[ForAllReasons((Command.EnableCapability)commands[enabled]), .. accesses]];
    }

    private static Command.EnableCapability ForAllReasons(Command.EnableCapability enable) =>
        enable with { Argument = (ulong)MsrExitReasons.All };

    /// <summary>Of a longer sequence: a plain look in place of the last command, and one range for a VM.</summary>
    private static IEnumerable<Command[]> ByTheEnd(Command[] commands, Divergence divergence) =>
        PlainLooks(commands, divergence).Concat(ByReasons(commands)).Concat(AcrossAnEnd(commands, divergence));

    /// <summary>What an MSR shows by itself is shown by a read of it, not by what happens to look at it.</summary>
    private static IEnumerable<Command[]> PlainLooks(Command[] commands, Divergence divergence) =>
        divergence is { Field: ViewField.Msr, Index: { } index, Command: not Command.HostRead }
            ? Enumerable.Range(0, IMachine.VcpuCount)
                .Select(vcpu => (Command[])[.. commands[..^1], new Command.HostRead(vcpu, index)])
            : [];

    /// <summary>Several commands to vCPU 1 may do the same to vCPU 0, but none of them alone.</summary>
    private static IEnumerable<Command[]> OnTheFirst(Command[] commands)
    {
        bool[] moves = [.. commands.Select(command => Touch.Of(command).Vcpu != 0)];
        return moves.Count(isMoved => isMoved) > 1
            ? [[.. commands.Select((command, i) => moves[i] ? OnTheFirst(command) : command)]]
            : [];
    }

    private static Command OnTheFirst(Command command) =>
        CommandDescription.Of(command).With(command, DomainKind.Vcpu, default);

    /// <summary>
    /// Leaves out a command whose work a field of the last one can do: a failure that is injected, say, where a buffer
    /// cut short fails in the same way.
    /// </summary>
    private static IEnumerable<Command[]> BySmallFields(Command[] commands)
    {
        CommandDescription kind = CommandDescription.Of(commands[^1]);
        return
            from left in Enumerable.Range(0, commands.Length - 1)
            from field in kind.TellingFields
            from value in Values(commands[^1], kind.FieldDomains[field], kind.Get(commands[^1], field))
            select Without(commands, left, commands.Length - 1, kind.With(commands[^1], field, value));
    }

    /// <summary>
    /// All values of a small field; of a large one those that are simpler; of an index also one that takes any value;
    /// of what is written to a register, the edges of what that takes.
    /// </summary>
    private static IEnumerable<FieldValue> Values(Command command, Domain domain, FieldValue value) =>
        domain.CodeWidth <= SmallWidth
            ? Enumerable.Range(0, 1 << domain.CodeWidth).Select(code => new FieldValue(domain.FromCode((ulong)code)))
        : domain.Kind == DomainKind.MsrIndex ? domain.Simpler(value).Append(new FieldValue(Msr.Star))
        : domain.Kind == DomainKind.Value && MsrTable.TryFind(Touch.Of(command).Index, out int row)
            ? domain.Simpler(value).Concat(TellingValues.Of(row).Select(edge => new FieldValue(edge)))
        : domain.Simpler(value);

    /// <summary>
    /// Leaves out a command where another one would do that is more like the last: the same range, or that with every
    /// bit set.
    /// </summary>
    private static IEnumerable<Command[]> ByCopies(Command[] commands)
    {
        if (commands[^1] is not Command.AddAllowlist last)
        {
            return [];
        }

        Command granting = CommandDescription.Of(last).With(
            last, DomainKind.Bitmap, new FieldValue(BitmapPattern.EveryMsr));
        return
            from heir in Enumerable.Range(0, commands.Length - 1)
            where commands[heir] is Command.AddAllowlist
            from left in Enumerable.Range(0, commands.Length - 1)
            where left != heir
            from copy in (Command[])[last, granting]
            select Without(commands, left, heir, copy);
    }

    /// <summary>
    /// Leaves out all before the end of a VM but one range, which grants as much as the last one does and the index
    /// that goes wrong: what it leaves behind may be what several ranges did. Or as much in both directions, or as much
    /// as a range can, of which the one behind the end denies all.
    /// </summary>
    private static IEnumerable<Command[]> AcrossAnEnd(Command[] commands, Divergence divergence)
    {
        if (divergence is not { Field: ViewField.Decisions, Index: { } index }
            || commands[^1] is not Command.AddAllowlist last || !commands.Any(one => one is Command.DestroyVm))
        {
            return [];
        }

        return
            from end in (Command[])[last, BothWays(last), Denying(BothWays(last), index)]
            from wide in Granting(end, index)
            select (Command[])[wide, new Command.DestroyVm(), end];
    }

    private static Command BothWays(Command range) => CommandDescription.Of(range).With(
        range, DomainKind.RangeFlags, new FieldValue((ulong)AccessFlags.ReadWrite));

    /// <summary>The largest range that begins at an index, with no bit set.</summary>
    private static Command Denying(Command range, uint index)
    {
        CommandDescription kind = CommandDescription.Of(range);
        ulong count = Math.Min(AllowlistLayout.MaxCount, (ulong)uint.MaxValue - index);
        Command wide = kind.With(range, DomainKind.Base, new FieldValue(index));
        return kind.With(kind.With(wide, DomainKind.Count, new FieldValue(count)), DomainKind.Bitmap, default);
    }

    /// <summary>
    /// A range with every bit set that covers what another one does and an index; none if it is too large.
    /// </summary>
    private static IEnumerable<Command> Granting(Command other, uint index)
    {
        Touch range = Touch.Of(other);
        ulong start = Math.Min(range.Index, index);
        ulong count = Math.Max((ulong)range.Index + range.Count, index + 1UL) - start;
        CommandDescription kind = CommandDescription.Of(other);
        Command wide = kind.With(other, DomainKind.Base, new FieldValue(start));
        wide = kind.With(wide, DomainKind.Count, new FieldValue(count));
        return count > AllowlistLayout.MaxCount
            ? []
            : [kind.With(wide, DomainKind.Bitmap, new FieldValue(BitmapPattern.EveryMsr))];
    }

    /// <summary>
    /// Leaves out a write of the host that an access before the last command can do itself, both of them in a mode in
    /// which the MSR takes it.
    /// </summary>
    private static IEnumerable<Command[]> ByWrites(Command[] commands)
    {
        int last = commands.Length - 1;
        return
            from left in Enumerable.Range(0, last)
            where commands[left] is Command.HostWrite && commands[last] is Command.Guest
            from heir in Enumerable.Range(0, last)
            where commands[heir] is Command.Guest
            from write in WritesLike((Command.HostWrite)commands[left])
            select Without(InMode(commands, last, write.Access.Mode), left, heir, write);
    }

    private static IEnumerable<Command.Guest> WritesLike(Command.HostWrite write) =>
        from mode in Enum.GetValues<GuestMode>()
        from value in MsrTable.TryFind(write.Index, out int row) ? TellingValues.Of(row) : []
        select new Command.Guest(
            write.Vcpu,
            new GuestAccess(AccessFlags.Write, write.Index, value, mode, Privilege.Kernel, InstructionForm.Plain));

    private static Command[] InMode(Command[] commands, int place, GuestMode mode)
    {
        Command.Guest access = (Command.Guest)commands[place];
        return [.. commands[..place], access with { Access = access.Access with { Mode = mode } }];
    }

    /// <summary>
    /// Leaves out a command that does no more than look at some index: the last one and one before it, of which one
    /// stays, can both be about that index, or have it among the edges that are looked at; so can any two. What looked
    /// may have changed the mode as well: an access that stays is tried in each.
    /// </summary>
    private static IEnumerable<Command[]> ByLooks(Command[] commands, Divergence divergence)
    {
        int last = commands.Length - 1;
        Touch touch = Touch.Of(commands[last]);
        bool isLook = touch.Kind is TouchKind.Register or TouchKind.Access;
        return (divergence.Index ?? (isLook ? touch.Index : null)) is not { } index ? []
            : Enumerable.Range(0, last).SelectMany(other =>
                LookWith(commands, other, last, index).Concat(LookWith(commands, last, other, index)))
                .Concat(InEachMode(commands).SelectMany(changed => LooksBetween(changed, index)));
    }

    private static IEnumerable<Command[]> InEachMode(Command[] commands) => commands[^1] is Command.Guest
        ? Enum.GetValues<GuestMode>().Select(mode => InMode(commands, commands.Length - 1, mode))
        : [commands];

    private static IEnumerable<Command[]> LooksBetween(Command[] commands, uint index) =>
        from heir in Enumerable.Range(0, commands.Length)
        from left in Enumerable.Range(0, commands.Length - 1)
        where left != heir
        from candidate in LookWith(commands, heir, left, index)
        select candidate;

    private static IEnumerable<Command[]> LookWith(Command[] commands, int heir, int left, uint index) =>
        from field in Neighbourhood.IndicesOf(commands[heir])
        from place in (uint[])[index, index + 1, index - 1, index - BitsPerLong]
        select Without(
            commands, left, heir,
            CommandDescription.Of(commands[heir]).With(commands[heir], field, new FieldValue(place)));

    /// <summary>The sequence without one command and with another in the place of one.</summary>
    private static Command[] Without(Command[] commands, int left, int place, Command command)
    {
        Command[] changed = [.. commands];
        changed[place] = command;
        return [.. changed[..left], .. changed[(left + 1)..]];
    }
}
