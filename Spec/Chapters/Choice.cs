using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Chapters;

/// <summary>A choice of a reading: the row that has it stands in the table only where a dialect chooses so.</summary>
/// <param name="Reading">The reading's number.</param>
/// <param name="Name">The choice.</param>
/// <param name="IsMade">Whether a set of readings makes it.</param>
public sealed record Choice(int Reading, string Name, Func<ReadingSet, bool> IsMade)
{
    /// <summary>Reading 2: a range that ends past 2^32.</summary>
    public static Choice Of(EndPastTheTop choice) => new(2, choice.ToString(), set => set.EndPastTheTop == choice);

    /// <summary>Reading 4: a range without MSRs.</summary>
    public static Choice Of(EmptyRange choice) => new(4, choice.ToString(), set => set.EmptyRange == choice);

    /// <summary>Reading 5: a range without flags.</summary>
    public static Choice Of(FlaglessRange choice) => new(5, choice.ToString(), set => set.FlaglessRange == choice);

    /// <summary>Reading 6: the pad word.</summary>
    public static Choice Of(PadWord choice) => new(6, choice.ToString(), set => set.PadWord == choice);

    /// <summary>Reading 7: a call refused under the lock.</summary>
    public static Choice Of(LockOnRejection choice) => new(7, choice.ToString(), set => set.LockOnRejection == choice);

    /// <summary>Reading 8: a call whose copy failed.</summary>
    public static Choice Of(FailedCopy choice) => new(8, choice.ToString(), set => set.FailedCopy == choice);

    /// <summary>Reading 9: the answer to an exit.</summary>
    public static Choice Of(ExitCompletion choice) => new(9, choice.ToString(), set => set.ExitCompletion == choice);

    /// <summary>Reading 10: the interface.</summary>
    public static Choice Of(Interface choice) => new(10, choice.ToString(), set => set.Interface == choice);

    /// <summary>Reading 11: accesses to the x2APIC.</summary>
    public static Choice Of(X2ApicAccesses choice) => new(11, choice.ToString(), set => set.X2ApicAccesses == choice);

    /// <summary>Reading 12: a filter that denies and has no range.</summary>
    public static Choice Of(DenyingNothing choice) => new(12, choice.ToString(), set => set.DenyingNothing == choice);

    /// <summary>Reading 13: how a filter is installed.</summary>
    public static Choice Of(FilterInstallation choice) =>
        new(13, choice.ToString(), set => set.FilterInstallation == choice);

    /// <summary>Reading 14: when a range's flags are judged.</summary>
    public static Choice Of(RangeFlagsCheck choice) => new(14, choice.ToString(), set => set.RangeFlagsCheck == choice);

    /// <summary>Reading 15: unknown bits.</summary>
    public static Choice Of(UnknownBits choice) => new(15, choice.ToString(), set => set.UnknownBits == choice);

    /// <summary>Reading 16: 32-bit callers.</summary>
    public static Choice Of(CompatCalls choice) => new(16, choice.ToString(), set => set.CompatCalls == choice);

    /// <summary>Reading 17: what the hardware passes through.</summary>
    public static Choice Of(PassThrough choice) => new(17, choice.ToString(), set => set.PassThrough == choice);

    /// <summary>Reading 18: writes on a fast path.</summary>
    public static Choice Of(FastPathWrites choice) => new(18, choice.ToString(), set => set.FastPathWrites == choice);

    /// <summary>Reading 19: what an emulated instruction reads.</summary>
    public static Choice Of(ImplicitAccesses choice) =>
        new(19, choice.ToString(), set => set.ImplicitAccesses == choice);

    /// <summary>Reading 20: the words of the kernel.</summary>
    public static Choice Of(KernelWords choice) => new(20, choice.ToString(), set => set.KernelWords == choice);

    /// <summary>Reading 21: the instructions that the processor has.</summary>
    public static Choice Of(MsrInstructions choice) => new(21, choice.ToString(), set => set.MsrInstructions == choice);

    /// <summary>Reading 22: errors of a write's handler.</summary>
    public static Choice Of(HandlerErrors choice) => new(22, choice.ToString(), set => set.HandlerErrors == choice);

    /// <summary>Reading 23: interrupts on a fast path.</summary>
    public static Choice Of(FastInterrupts choice) => new(23, choice.ToString(), set => set.FastInterrupts == choice);

    /// <summary>The number of the reading and the name of the choice.</summary>
    public override string ToString() => $"reading {Reading}: {Name}";
}
