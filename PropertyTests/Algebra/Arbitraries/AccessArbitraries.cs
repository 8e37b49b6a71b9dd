using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Model;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.Arbitraries.Shape;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Guest accesses, and writes to registers: what a register holds is what the host has written.</summary>
internal static class AccessArbitraries
{
    private static readonly MsrRow[] OfEveryRule = [.. MsrTable.Rows.DistinctBy(row => row.Rule)];

    /// <summary>An access, as its rows see it.</summary>
    public static ArbitraryOf<AccessQuery> Access { get; } = new(
        Gen.OneOf(
            Of(1, CommandGenerators.Perhaps(CommandGenerators.Ranges), Shape.Access),
            Gen.Zip(AnyWrite, ReadingGenerators.Any, (write, readings) => write with { Dialects = [readings] })),
        given => given.Commands is [.. var earlier, Command.Guest]
            && earlier.All(command => command is Command.HostWrite || IsRange(command)),
        QueryOf);

    /// <summary>A write to a register that may hold anything which its rule lets the host write.</summary>
    public static ArbitraryOf<RegisterWrite> Write { get; } = new(
        AnyWrite, IsWrite, WriteOf);

    /// <summary>Every other value without reserved bits.</summary>
    private static Gen<Given> AnyWrite =>
        from row in Gen.OneOf(Gen.Elements(OfEveryRule), Gen.Elements(MsrTable.Rows.ToArray()))
        from values in Gen.Two(FieldGenerators.Value)
        from masked in Gen.Two(Gen.Elements(false, row.Mask != 0))
        from mode in Gen.Elements(Enum.GetValues<GuestMode>())
        let held = masked.Item1 ? values.Item1 & row.Mask : values.Item1
        let value = masked.Item2 ? values.Item2 & row.Mask : values.Item2
        select new Given(
            [
                new Command.HostWrite(0, row.Index, held),
                new Command.Guest(0, Machines.Accesses.Write(row.Index, value) with { Mode = mode }),
            ],
            []);

    private static bool IsWrite(Given given) =>
        given.Commands is [.. var earlier, Command.Guest { Access: { IsRead: false } access }]
        && MsrTable.TryFind(access.Index, out _)
        && earlier.All(command => command is Command.HostWrite);

    private static RegisterWrite WriteOf(Given given)
    {
        GuestAccess access = ((Command.Guest)given.Last).Access;
        MsrRow row = MsrTable.Rows[MsrTable.RowOf(access.Index)];
        ulong held = given.Before(1).Commands.Cast<Command.HostWrite>()
            .Where(write => write.Index == row.Index && MsrRules.HostWrite(row, row.Reset, write.Value).Succeeds)
            .Select(write => write.Value)
            .LastOrDefault(row.Reset);
        return new RegisterWrite(row, held, access.Value, access.Mode);
    }

    private static AccessQuery QueryOf(Given given)
    {
        VmState state = After(given.Before(1).Commands, given.Readings);
        var (vcpu, access) = (Command.Guest)given.Last;
        bool allowed = DecisionRules.Judge(
            new DecisionQuery(state.Slots, access.Index, access.Type, given.Readings)).Allowed;
        if (!MsrTable.TryFind(access.Index, out int number))
        {
            return new AccessQuery(access, allowed, null, default, RunsOutOfMemory: false);
        }

        MsrRow row = MsrTable.Rows[number];
        bool paging = ModeEntry.HasPaging(access.Mode);
        MsrJudgement write = access.IsRead
            ? default
            : MsrRules.GuestWrite(row, state.Vcpus[vcpu].Value(number), access.Value, paging);
        return new AccessQuery(access, allowed, row, write, state.NextEferWriteFails);
    }
}
