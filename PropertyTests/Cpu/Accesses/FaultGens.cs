using CsCheck;
using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>Faults in every mode, at every level, through every kind of gate.</summary>
internal static class FaultGens
{
    private static readonly byte[] Vectors = [0, 5, 6, 7, 10, 11, 12, 13, 14, 16, 17];

    private static readonly int[] GateTypes =
        [ModeRig.Interrupt, ModeRig.Trap, ModeRig.Interrupt16, ModeRig.Trap16];

    private const Rflags NotFlags = Rflags.Virtual8086;

    internal static Gen<FaultCase> Case { get; } =
        from mode in AccessGens.Mode
        from levels in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1])
        from gate in Gen.Select(Gen.OneOf(GateTypes), Gen.Int[0, 3])
        from source in Gen.OneOf(Enum.GetValues<FaultSource>())
        from vector in Gen.OneOf(Vectors)
        from error in Gen.UInt[0, 0xFFFF]
        from flags in Gen.ULong
        from selectors in Gen.UShort.Array[6]
        from rip in Gen.ULong
        from rsp in Gen.ULong
        let level = mode == CoreMode.Real16 ? 0 : mode == CoreMode.Virtual8086 ? 3 : levels.Item1
        let handler = mode == CoreMode.Virtual8086 ? 0 : Math.Min(level, levels.Item2)
        let isLong = mode is CoreMode.Long64 or CoreMode.Compatibility16 or CoreMode.Compatibility32
        select new FaultCase(
            mode, level, handler, isLong ? gate.Item1 | 8 : gate.Item1, isLong ? gate.Item2 : 0, source, vector, error,
            ((Rflags)flags & Rflags.Loadable & ~NotFlags) | Rflags.One, selectors, RipIn(mode, rip), rsp);

    private static ulong RipIn(CoreMode mode, ulong rip) => mode switch
    {
        CoreMode.Long64 => (ulong)((long)(rip << 16) >> 16),
        CoreMode.Real16 or CoreMode.Virtual8086 => (ushort)rip,
        _ => (uint)rip,
    };
}
