using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Commands;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>
/// Draws the numbers of fields, each as its domain has edges: of short codes there are few, and they are edges. Indices
/// lie near one of two anchors, which all commands of an input share: else they would never meet.
/// </summary>
internal static class FieldGenerators
{
    private const int Near = 4;
    private const int LongWidth = 64;

    private static readonly uint[] OfEveryRule =
        [Msr.ApicBase, .. MsrTable.Rows.DistinctBy(row => row.Rule).Select(row => row.Index)];

    private static readonly Gen<uint> Place = Gen.Frequency(
        (3, Gen.Elements(EdgeIndices.OfTheSpace.ToArray())),
        (3, Gen.Elements(OfEveryRule)),
        (1, Gen.Elements(EdgeIndices.Registers.ToArray())));

    /// <summary>Two places of the index space.</summary>
    public static Gen<uint[]> Anchors { get; } = Gen.ArrayOf(Place, 2);

    /// <summary>Numbers of MSRs that a range may have.</summary>
    public static Gen<ulong> RangeCount { get; } = Gen.Frequency(
        (12, Gen.Choose(0, Near).Select(count => (ulong)count)),
        (4, Gen.Choose(LongWidth - 2, LongWidth + 2).Select(count => (ulong)count)),
        (1, Gen.Elements<ulong>(127, 128, 129, 0x2FFF, AllowlistLayout.MaxCount)));

    /// <summary>
    /// Values at the edges that registers care for: small ones, a few single bits, eight memory types, any bits, and
    /// the shapes of the domain's short codes.
    /// </summary>
    public static Gen<ulong> Value { get; } = Gen.Frequency(
        (3, Gen.Choose(0, 16).Select(value => (ulong)value)),
        (3, Gen.ArrayOf(Gen.Choose(0, 63), 3).Select(bits => bits.Aggregate(0UL, (all, bit) => all | 1UL << bit))),
        (2, Gen.ArrayOf(Gen.Elements<byte>(0, 1, 2, 4, 5, 6, 7), 8).Select(types => BitConverter.ToUInt64(types))),
        (2, Gen.ArrayOf(Gen.Choose(0, byte.MaxValue), 8).Select(bytes => bytes.Aggregate(0UL, Append))),
        (2, Code(Domains.Value)));

    /// <summary>Draws a number of a domain, given the anchors.</summary>
    public static Gen<Func<uint[], ulong>> Of(Domain domain) => domain.Kind switch
    {
        DomainKind.MsrIndex or DomainKind.Base or DomainKind.WordValue => Index,
        DomainKind.Value or DomainKind.Argument => Anywhere(Value),
        DomainKind.Count => Anywhere(Gen.Frequency((3, RangeCount), (1, Code(domain)))),
        DomainKind.Capability => Anywhere(Gen.Frequency(
            (4, Gen.Elements<ulong>(Capability.UserSpaceMsr, Capability.AddMsrAllowlist)),
            (1, Gen.Elements<ulong>(0, Capability.UserSpaceMsr - 1, uint.MaxValue)))),
        DomainKind.ErrorByte => Anywhere(Gen.Frequency((1, Gen.Constant(0UL)), (1, Code(domain)))),
        DomainKind.Pad or DomainKind.Readable or DomainKind.Missing =>
            Anywhere(Gen.Frequency((4, Gen.Constant(0UL)), (1, Code(domain)))),
        DomainKind.RangeFlags => Anywhere(Gen.Frequency((5, Gen.Elements<ulong>(1, 2, 3)), (1, Code(domain)))),
        DomainKind.Form or DomainKind.EnableFlags or DomainKind.Mode or DomainKind.Privilege or DomainKind.Vcpu
            or DomainKind.Bitmap or DomainKind.ArgumentWord or DomainKind.AfterRead or DomainKind.Direction
            or DomainKind.FilterFlags or DomainKind.Caller or DomainKind.Instruction =>
            Anywhere(Code(domain)),
    };

    /// <summary>Numbers that have nothing to do with the anchors.</summary>
    public static Gen<Func<uint[], ulong>> Anywhere(Gen<ulong> numbers) =>
        numbers.Select<ulong, Func<uint[], ulong>>(number => _ => number);

    private static Gen<Func<uint[], ulong>> Index { get; } = Gen.Frequency(
        (6, Offset(-Near, Near)),
        (1, Offset(LongWidth - Near, LongWidth + Near)),
        (1, Anywhere(Place.Select(place => (ulong)place))));

    private static Gen<Func<uint[], ulong>> Offset(int lowest, int highest) => Gen.Zip(
        Gen.Choose(0, 1), Gen.Choose(lowest, highest),
        (anchor, offset) => (Func<uint[], ulong>)(anchors => unchecked(anchors[anchor] + (uint)offset)));

    private static Gen<ulong> Code(Domain domain) =>
        Gen.Choose(0, (1 << domain.CodeWidth) - 1).Select(code => domain.FromCode((ulong)code));

    private static ulong Append(ulong value, int next) => (value << 8) | (uint)next;
}
