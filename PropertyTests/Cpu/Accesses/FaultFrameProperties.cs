using CsCheck;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>What a fault saves and what it sets, field by field, wherever it happens.</summary>
public sealed class FaultFrameProperties
{
    private const int Cases = 400;
    private static readonly SegmentRegister[] DataSegments =
        [SegmentRegister.Es, SegmentRegister.Ds, SegmentRegister.Fs, SegmentRegister.Gs];

    private const Rflags ClearedInReal = Rflags.Interrupt | Rflags.Trap | Rflags.AlignmentCheck | Rflags.Resume;
    private const Rflags Cleared = Rflags.Trap | Rflags.NestedTask | Rflags.Virtual8086 | Rflags.Resume;

    [Fact]
    public void A_fault_saves_SS_RSP_RFLAGS_CS_RIP_and_its_error_code() => ForAll(seed: 1, (given, rig) =>
    {
        ulong[] saved = Frame(given, rig);
        rig.Raise();
        ulong mask = ulong.MaxValue >> (64 - (8 * given.WordSize));
        ulong[] expected = [.. saved.Select(word => word & mask)];
        Assert.Equal(Shown(given, expected), Shown(given, rig.Words(expected.Length)));
    });

    [Fact]
    public void A_fault_enters_the_handler_of_its_vector_at_the_level_of_its_gate() => ForAll(seed: 2, (given, rig) =>
    {
        rig.Raise();
        Assert.Equal(CoreRig.Handlers + rig.Vector, rig.After.Rip);
        ushort code = given.IsReal ? (ushort)0 : rig.Selector;
        Assert.Equal(code, rig.After.SegmentOf(SegmentRegister.Cs).Selector);
        Assert.Equal(given.Handler, rig.After.PrivilegeLevel);
    });

    [Fact]
    public void A_fault_takes_the_stack_of_its_handler() => ForAll(seed: 3, (given, rig) =>
    {
        int words = Frame(given, rig).Length;
        ulong size = (ulong)(words * given.WordSize);
        ulong top = given.IsLong ? rig.Top & ~15UL : rig.Top;
        Segment before = rig.State.SegmentOf(SegmentRegister.Ss);
        rig.Raise();
        Assert.Equal(top - size, rig.After.Rsp);
        Segment after = rig.After.SegmentOf(SegmentRegister.Ss);
        Assert.Equal(!given.IsInner ? before.Selector : StackOf(given), after.Selector);
        Assert.True(given.IsInner || before == after);
    });

    [Fact]
    public void A_fault_clears_the_flags_that_its_handler_must_not_have() => ForAll(seed: 4, (given, rig) =>
    {
        Rflags before = rig.State.Rflags;
        rig.Raise();
        bool masks = given.GateType is ModeRig.Interrupt or ModeRig.Interrupt16;
        Rflags cleared = given.IsReal ? ClearedInReal : Cleared | (masks ? Rflags.Interrupt : Rflags.None);
        Assert.Equal(before & ~cleared, rig.After.Rflags);
    });

    [Fact]
    public void A_fault_leaves_the_other_registers_and_segments_but_those_of_virtual_8086_mode() =>
        ForAll(seed: 5, (given, rig) =>
        {
            CoreState before = rig.State;
            rig.Raise();
            for (int register = 0; register < 16; register++)
            {
                Assert.True(
                    register == RegisterFile.Rsp || before.Registers[register] == rig.After.Registers[register]);
            }

            foreach (SegmentRegister register in DataSegments)
            {
                Segment expected = given.IsVirtual ? default : before.SegmentOf(register);
                Assert.Equal(expected, rig.After.SegmentOf(register));
            }
        });

    /// <summary>The words of the frame, the last one pushed first.</summary>
    private static ulong[] Frame(FaultCase given, FaultRig rig)
    {
        CoreState state = rig.State;
        ulong Selector(SegmentRegister register) => state.SegmentOf(register).Selector;
        bool isInjected = given.Source == FaultSource.Injected;
        bool hasCode = !given.IsReal && rig.Vector is 8 or (>= 10 and <= 14) or 17;
        ulong[] code = hasCode && !given.IsReal ? [isInjected ? given.ErrorCode : 0] : [];
        ulong[] stack = given.IsLong || given.IsInner ? [state.Rsp, Selector(SegmentRegister.Ss)] : [];
        ulong[] segments = given.IsVirtual
            ? [.. DataSegments.Select(Selector)]
            : [];
        return
        [
            .. code, isInjected ? given.Rip : CoreRig.Code, Selector(SegmentRegister.Cs),
            (ulong)(state.Rflags | Rflags.Resume), .. stack, .. segments,
        ];
    }

    private static ushort StackOf(FaultCase given) => given.IsLong ? (ushort)given.Handler
        : given.Handler == 0 ? ModeRig.Data32 : ModeRig.Data1;

    private static string Shown(FaultCase given, ulong[] words) =>
        $"{given}: {string.Join(' ', words.Select(word => word.ToString("X", null)))}";

    private static void ForAll(uint seed, Action<FaultCase, FaultRig> check)
    {
        var random = new PCG(0, seed);
        for (int n = 0; n < Cases; n++)
        {
            FaultCase given = FaultGens.Case.Generate(random, null, out _);
            check(given, new FaultRig(given));
        }
    }
}
