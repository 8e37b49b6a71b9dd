using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>What the trace language has words for, also what no generator of the checker would make.</summary>
public static class TraceGens
{
    private static Gen<uint> Counts { get; } =
        Gen.Frequency((6, Gens.Count), (1, Gen.OneOf(0u, 0x3001u, uint.MaxValue)));

    /// <summary>Arguments with a header, and buffers that are just bytes: cut, too long, empty.</summary>
    public static Gen<UserBuffer> Buffer { get; } = Gen.Frequency(
        (1, Gen.Byte.Array[0, 40].Select(bytes => new UserBuffer([.. bytes]))),
        (3, Gen.Select(Gen.OneOf(0u, 1u, 2u, 3u, 4u, 0x80000001u), Counts, Gens.Index, Gen.OneOf(0u, 1u, uint.MaxValue))
            .SelectMany((flags, count, start, pad) => Arguments(new AllowlistHeader(flags, count, start, pad)))));

    /// <summary>Slots of filters, with bitmaps that are whole, cut, or nothing at all.</summary>
    public static Gen<FilterSlot> Slot { get; } =
        Gen.Select(
            Gen.OneOf(0u, 1u, 2u, 3u, 4u, 0x80000001u), Counts, Gens.Index, Gen.Byte.Array[0, 24],
            (flags, count, start, bytes) =>
            {
                FilterSlot slot = new(flags, count, start, new UserBuffer([]));
                return slot with { Bitmap = new UserBuffer([.. bytes.Take(slot.BitmapBytes)]) };
            });

    /// <summary>Every command, with every number that fits it.</summary>
    public static Gen<Command> Command { get; } = Gen.Frequency(
        (3, Buffer.Select(buffer => (Command)new Command.AddAllowlist(buffer))),
        (3, Gens.Vcpu.Select(Gens.Access, (vcpu, access) => (Command)new Command.Guest(vcpu, access))),
        (1, Gen.UInt.Select(Gen.UInt, Gen.ULong, (c, f, a) => (Command)new Command.EnableCapability(c, f, a))),
        (1, Gen.UInt.Select(c => (Command)new Command.CheckCapability(c))),
        (1, Gens.Vcpu.Select(Gens.Index, (vcpu, index) => (Command)new Command.HostRead(vcpu, index))),
        (1, Gens.Vcpu.Select(Gens.Index, Gens.Value, (vcpu, i, v) => (Command)new Command.HostWrite(vcpu, i, v))),
        (1, Gens.Vcpu.Select(Gen.Byte, Gens.Value, (vcpu, e, d) => (Command)new Command.CompleteExit(vcpu, e, d))),
        (1, Gen.Enum<ArgumentWord>().Select(Gen.Int[1, ArgumentChange.MostReads], Gen.UInt, (word, read, value) =>
            (Command)new Command.ChangeArgument(new ArgumentChange(word, read, value)))),
        (1, Gens.Direction.Select(Gens.Index, (type, index) => (Command)new Command.AskDecision(type, index))),
        (1, Gens.Vcpu.Select(Gens.Direction, Gens.Index, (vcpu, type, index) =>
            (Command)new Command.AskInterception(vcpu, type, index))),
        (1, Gens.Vcpu.Select(Gen.Enum<EmulatedInstruction>(), (vcpu, instruction) =>
            (Command)new Command.Emulate(vcpu, instruction))),
        (1, Gen.OneOf<Command>(
            new Command.FailNextAllocation(), new Command.FailNextEferWrite(), new Command.DestroyVm())),
        (1, Gens.Vcpu.Select(Gens.RecentAccess, (vcpu, access) => (Command)new Command.Guest(vcpu, access))),
        (2, Slot.Select(slot => (Command)new Command.WriteFilterSlot(slot))),
        (2, Gen.OneOf(0u, 1u, 2u, uint.MaxValue).Select(Gen.Enum<CallerBits>(), Gen.Int[0, FilterLayout.NativeSize],
            (flags, caller, readable) => (Command)new Command.SetFilter(
                flags, caller, Math.Min(readable, FilterLayout.SizeOf(caller))))),
        (3, Gen.ULong.Array[1, 8].Select(words => CommandWords.Decode(words, out _))));

    public static Gen<Outcome> Outcome { get; } = Gen.OneOf(
        Gen.OneOf(
            Spec.Vocabulary.Outcome.Success, Spec.Vocabulary.Outcome.Unprocessed, Spec.Vocabulary.Outcome.Retired,
            Spec.Vocabulary.Outcome.Blocked, Spec.Vocabulary.Outcome.Shutdown, Spec.Vocabulary.Outcome.OutOfBudget,
            Spec.Vocabulary.Outcome.Hung, Spec.Vocabulary.Outcome.Allowed, Spec.Vocabulary.Outcome.Denied,
            Spec.Vocabulary.Outcome.Intercepted, Spec.Vocabulary.Outcome.PassedThrough,
            Faults.InvalidOpcode),
        Number.Select(number => Spec.Vocabulary.Outcome.Error((Errno)number)),
        Number.Select(number => Spec.Vocabulary.Outcome.Oops((OopsKind)number)),
        Number.Select(number => Spec.Vocabulary.Outcome.Refused((RefusalReason)number)),
        Gen.Int.Select(Spec.Vocabulary.Outcome.Destroyed),
        Gen.String[Gen.Char['.', 'z'], 1, 8].Array[2]
            .Select(words => Spec.Vocabulary.Outcome.Crashed(new CrashSite(words[0], words[1]))),
        Gens.Value.Select(Spec.Vocabulary.Outcome.Value),
        Gens.Value.Select(Spec.Vocabulary.Outcome.RetiredRead),
        Gens.Value.Select(Spec.Vocabulary.Outcome.Unimplemented),
        Number.Select(Gen.Bool, Gen.UInt, (vector, hasErrorCode, code) =>
            Spec.Vocabulary.Outcome.Fault((Vector)vector, hasErrorCode, code)),
        Gens.Mode.Select(Faults.GeneralProtection),
        Number.Select(Gens.Index, Gens.Value, (reason, index, data) =>
            Spec.Vocabulary.Outcome.Exit((ExitReason)reason, index, data)),
        Gen.Enum<ExitReason>().Select(Gens.Index, Gens.Value, Gen.UInt[0, 9], (reason, index, data, why) =>
            Spec.Vocabulary.Outcome.Exit(reason, index, data, (MsrExitReasons)why)));

    /// <summary>Numbers that have a name in some table, their neighbours, and any other.</summary>
    private static Gen<uint> Number => Gen.Frequency((4, Gen.UInt[0, 40]), (1, Gen.UInt));

    private static Gen<TraceStep> Step { get; } =
        from command in Command
        from outcome in Outcome
        from shape in Gen.Int[0, 2]
        from views in Gen.Int[0, 2]
        from shown in ViewGens.Observation
        select new TraceStep(command, shape == 0 ? null : outcome, shape == 2 ? "lock=held (free)" : null)
        {
            Shown = views == 0 ? shown : null,
        };

    public static Gen<Trace> Trace { get; } =
        from title in Gen.OneOf(null, "A title, with: a colon # and more", "x")
        from machine in Gen.OneOf(null, "posted")
        from reference in Gen.OneOf(null, "v2-sound")
        from clause in Gen.OneOf(null, ClauseIndex.All[0].Id)
        from end in Gen.OneOf<TraceEnd?>(null, TraceEnd.Agreement, TraceEnd.Mismatch)
        from found in Gen.OneOf(null, "seed 1")
        from steps in Step.Array[0, 8]
        let claimed = steps.Select(step => end == TraceEnd.Agreement ? step with { Claim = null } : step)
        select new Trace(title, machine, reference, clause, end, found, [.. claimed]);

    private static Gen<UserBuffer> Arguments(AllowlistHeader header) =>
        from length in Gen.Frequency((3, Gen.Const(header.ArgumentSize)), (2, Gen.Int[0, header.ArgumentSize + 9]))
        from bitmap in Gen.Byte.Array[0, Math.Min(64, header.ArgumentSize)]
        select UserBuffer.Allowlist(header, bitmap, length);
}
