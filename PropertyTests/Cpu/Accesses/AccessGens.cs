using CsCheck;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>The words that properties of accesses on the core are written in.</summary>
internal static class AccessGens
{
    private static readonly string[] Legacy = ["66", "67", "F2", "F3", "26", "2E", "36", "3E", "64", "65"];

    private static readonly ulong[] Pages =
        [CoreRig.Data, CoreRig.Data, 0x4000, 0x6000, 0x7000, CoreRig.Code, 0xFEE0_0000];

    internal static Gen<CoreMode> Mode { get; } = Gen.OneOf(Enum.GetValues<CoreMode>());

    /// <summary>Mostly none or a few; one in sixteen makes an instruction of 15 bytes.</summary>
    private static Gen<string> PlainPrefixes { get; } = Gen.Frequency(
        (6, Gen.Const("")), (9, Gen.OneOf(Legacy).Array[1, 4].Select(string.Concat)),
        (1, Gen.OneOf(Legacy).Array[13].Select(string.Concat)));

    private static Gen<string> Rex { get; } =
        Gen.Frequency((1, Gen.Const("")), (1, Gen.Int[0x40, 0x4F].Select(rex => $"{rex:X2}")));

    private static Gen<Rflags> Flags { get; } =
        from trap in Gen.Int[0, 2]
        from resume in Gen.Bool
        from interrupt in Gen.Bool
        from arithmetic in Gen.Int[0, 0xFF]
        select Rflags.One | Rflags.IoPrivilege
            | (trap == 0 ? Rflags.Trap : 0) | (resume ? Rflags.Resume : 0) | (interrupt ? Rflags.Interrupt : 0)
            | ((Rflags)arithmetic & Rflags.Arithmetic);

    private static Gen<InterruptShadow> Shadow { get; } = Gen.Frequency(
        (2, Gen.Const(InterruptShadow.None)), (1, Gen.Const(InterruptShadow.Sti)),
        (2, Gen.Const(InterruptShadow.MovSs)));

    private static Gen<(byte, ulong)> Answer { get; } = Gen.Select(
        Gen.Frequency((3, Gen.Const((byte)0)), (1, Gen.OneOf<byte>(1, 0x80, 0xFF))),
        Gen.Frequency((1, Gen.ULong), (1, Gen.OneOf(0UL, ulong.MaxValue, 0xFFFF_FFFFUL, 1UL << 32))));

    /// <summary>Prefixes that a mode has.</summary>
    internal static Gen<string> Prefixes(CoreMode mode) => mode == CoreMode.Long64
        ? Gen.Select(PlainPrefixes, Rex, (plain, rex) => plain.Length < 26 ? plain + rex : plain)
        : PlainPrefixes;

    /// <summary>Every access; most of them at level 0, where there is more to see.</summary>
    internal static Gen<AccessCase> Case { get; } =
        from mode in Mode
        from level in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 3]))
        from isRead in Gen.Bool
        from prefixes in Prefixes(mode)
        from place in Gen.Select(Gen.Int[0, 3], Shadow, Gen.Bool)
        from flags in Flags
        from breakpoints in Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, 7]))
        from answer in Answer
        from effect in Gen.OneOf(Enum.GetValues<AccessEffect>())
        from page in Gen.OneOf(Pages)
        from arrival in Gen.OneOf(Enum.GetValues<AccessArrival>())
        from time in Gen.Long[0, 12]
        select new AccessCase(
            mode, LevelIn(mode, level), isRead, prefixes, place.Item1, place.Item2, place.Item3, flags, breakpoints,
            answer, isRead ? AccessEffect.None : effect, page, arrival, time);

    private static int LevelIn(CoreMode mode, int level) =>
        mode == CoreMode.Real16 ? 0 : mode == CoreMode.Virtual8086 ? 3 : level;
}
