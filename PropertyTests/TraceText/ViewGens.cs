using CsCheck;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>Views that a machine may show, also one that is wrong, and what it may leave unknown.</summary>
public static class ViewGens
{
    private static Gen<int> Number { get; } = Gen.Frequency(
        (2, Gen.Int[0, 12]), (1, Gen.Int), (1, Gen.OneOf(-1, int.MinValue, int.MaxValue)));

    private static Gen<ulong> Word { get; } = Gen.Frequency((1, Gens.Value), (1, Gen.OneOf(0UL, 1UL, ulong.MaxValue)));

    private static Gen<GuestRegisters> Registers { get; } = Word.Select(
        Word, Word, Number, (rax, rcx, rdx, rip) => new GuestRegisters(rax, rcx, rdx, rip));

    private static Gen<ViewFieldSet> Unknown { get; } = Gen.Frequency(
        (1, Gen.Const(default(ViewFieldSet))),
        (2, Gen.OneOf(Enum.GetValues<ViewField>()).Array[1, 8].Select(fields => ViewFieldSet.Of(fields))));

    /// <summary>Every view of any indices, as many as there may be.</summary>
    public static Gen<Observation> Observation { get; } =
        from vcpu in Gens.Vcpu
        from indices in Gens.Index.Array[1, View.MaxIndices]
        from decisions in Gen.ULong
        from numbers in Number.Select(Number)
        from flags in Gen.Bool.Array[4]
        from registers in Registers
        from value in Word
        from unknown in Unknown
        let asked = indices.Length == View.MaxIndices ? ulong.MaxValue : (1UL << (2 * indices.Length)) - 1
        let view = new View(
            numbers.Item1, flags[0], numbers.Item2, flags[1], flags[2], registers, flags[3], value, decisions & asked)
        select new Observation(vcpu, [.. indices], view.Hiding(unknown));
}
