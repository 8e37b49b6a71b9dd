using MsrSpec.Checker.Lockstep;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Readings;

/// <summary>Each numbered reading is one choice, and each changes something that can be seen.</summary>
public sealed class ReadingTests
{
    private const string AddAtTheTop = "ioctl add-allowlist flags=read nmsrs=1 base=0xffffffff bits=0";
    private const string AddOne = "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=0";

    /// <summary>Every reading chosen otherwise than in the sound dialect.</summary>
    private static readonly ReadingSet Opposite = new(
        RangeEnd.Inclusive, EndPastTheTop.Wraps, EndAtTheTop.Wraps, EmptyRange.AcceptedAndArms,
        FlaglessRange.AcceptedAndArms, PadWord.MustBeZero, LockOnRejection.Kept, FailedCopy.FreesTheErrorPointer,
        ExitCompletion.ConsumedByTheNextFailure)
    {
        Interface = Interface.Filter,
        PassThrough = PassThrough.IgnoresTheList,
        FastPathWrites = FastPathWrites.DoNotAsk,
        FastInterrupts = FastInterrupts.DoNotAsk,
        ImplicitAccesses = ImplicitAccesses.Filtered,
        KernelWords = KernelWords.Of32Bits,
        MsrInstructions = MsrInstructions.WithImmediateForms,
        HandlerErrors = HandlerErrors.FailTheRun,
    };

    /// <summary>Every reading of the filter chosen otherwise than in Linux 6.1.</summary>
    private static readonly ReadingSet OppositeFilter = Dialect.Linux510First.Readings;

    /// <summary>A reading's number, and the smallest sequence that tells its choices apart.</summary>
    public static TheoryData<int, string[]> Witnesses { get; } = new()
    {
        { 1, ["ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=1"] },
        { 2, ["ioctl add-allowlist flags=read nmsrs=2 base=0xffffffff bits=none"] },
        { 3, [AddAtTheTop] },
        { 4, ["ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none"] },
        { 5, ["ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none"] },
        { 6, [AddOne + " pad=0x1"] },
        { 7, [AddOne, AddOne] },
        { 8, ["ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none readable=16"] },
        {
            9,
            [
                "ioctl enable-cap 184 args0=0x1", "vcpu0 rdmsr 0x0 long64 cpl0", "ioctl enable-cap 184 args0=0x0",
                "vcpu0 complete error=0 data=0x0",
            ]
        },
        { 10, [AddOne] },
        { 11, ["filter-slot flags=read nmsrs=1 base=0x800 bits=none", "ioctl set-filter default=allow"] },
        { 12, ["ioctl set-filter default=deny"] },
        { 13, ["ioctl set-filter default=allow"] },
        { 14, ["filter-slot flags=0x4 nmsrs=1 base=0x0 bits=none readable=0", "ioctl set-filter default=allow"] },
        { 15, ["ioctl set-filter default=0x2"] },
        { 16, ["ioctl set-filter default=allow compat"] },
        { 17, [AddOne, "vcpu0 rdmsr 0x10 long64 cpl0"] },
        { 18, [AddOne, "vcpu0 wrmsr 0x6e0 0x0 long64 cpl0"] },
        { 19, [AddOne, "vcpu0 emulate rdpid"] },
        { 20, ["ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none readable=20"] },
        { 21, ["vcpu0 wrmsrns 0x0 0x0 long64 cpl0"] },
        { 22, ["fail-next-efer-write", "vcpu0 wrmsr 0xc0000080 0x500 long64 cpl0"] },
        { 23, [AddOne, "vcpu0 set-msr 0x1b 0xc00", "vcpu0 wrmsr 0x830 0x0 long64 cpl0"] },
    };

    [Theory]
    [MemberData(nameof(Witnesses))]
    [Consequence(13, 20)]
    public void A_reading_changes_what_its_witness_shows_and_nothing_in_it_can_be_left_out(int number, string[] lines)
    {
        Reading reading = Reading.All[number - 1];
        bool isOfTheFilter = reading.Of == Interface.Filter;
        ReadingSet sound = isOfTheFilter ? Dialect.Linux61.Readings : Dialect.Sound.Readings;
        ReadingSet other = reading.WithChoiceOf(sound, isOfTheFilter ? OppositeFilter : Opposite);
        Command[] witness = [.. lines.Select(line => CommandParser.Parse(line, 1).Value!)];
        Assert.Equal(witness.Length - 1, Tell(sound, other, witness)?.Step);
        for (int left = 0; left < witness.Length; left++)
        {
            Assert.Null(Tell(sound, other, [.. witness[..left], .. witness[(left + 1)..]]));
        }
    }

    [Fact]
    public void Readings_are_numbered_from_one()
    {
        Assert.Equal(Enumerable.Range(1, Reading.All.Count), Reading.All.Select(reading => reading.Number));
        Assert.Equal(Reading.All.Count, typeof(ReadingSet).GetProperties().Length);
        Assert.Equal(Reading.All.Count, Witnesses.Count);
    }

    [Fact]
    public void A_dialect_is_found_by_its_name()
    {
        Assert.All(Dialect.All, dialect => Assert.Same(dialect, Dialect.Find(dialect.Name)));
        Assert.Null(Dialect.Find("v2-imagined"));
        Assert.Distinct(Dialect.All.Where(dialect => dialect != Dialect.Linux612).Select(dialect => dialect.Readings));

        // What the two differ in takes threads to see.
        Assert.Equal(Dialect.Linux61.Readings, Dialect.Linux612.Readings);
    }

    private static Divergence? Tell(ReadingSet sound, ReadingSet other, Command[] commands) =>
        new LockstepRunner(new ModelMachine(sound), new ModelMachine(other)).Run(commands);
}
