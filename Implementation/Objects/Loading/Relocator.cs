using System.Buffers.Binary;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// Fills in relocations as the kernel does for a module (<c>apply_relocate_add</c>; x86-64 psABI, section 4.4): S, A
/// and P are the symbol's value, the addend and the place's address, as there.
/// </summary>
/// <param name="space">Where the sections are.</param>
/// <param name="values">What symbols stand for.</param>
internal sealed class Relocator(KernelSpace space, SymbolValues values)
{
    /// <summary>Fills in all relocations of an object.</summary>
    /// <param name="owner">The object.</param>
    /// <returns>Why one of them cannot be; empty if all can.</returns>
    public string Apply(PlacedObject owner)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        foreach (ObjectRelocation relocation in owner.File.Relocations)
        {
            if (relocation.Kind == RelocationKind.Nothing || owner.Sections[relocation.Section] is not { } section)
            {
                continue;
            }

            ObjectSymbol symbol = owner.File.Symbols[relocation.Symbol];
            string place = $"{owner.File.Name}: {section.Section.Name}+0x{relocation.Offset:x}";
            if (values.ValueOf(owner, symbol) is not { } value)
            {
                return $"{place}: a relocation of '{symbol.Name}', which has no address in what is loaded";
            }

            ulong address = section.Address + (ulong)relocation.Offset;
            if (Fill(relocation.Kind, value + (ulong)relocation.Addend, address) is not { } word)
            {
                return $"{place}: '{symbol.Name}' at 0x{value:x}{relocation.Addend:+0;-0;+0} is out of the reach of a "
                    + $"relocation of type {relocation.Kind}";
            }

            BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
            _ = space.Write(section.Memory + (ulong)relocation.Offset, bytes[..relocation.Width]);
        }

        return string.Empty;
    }

    /// <summary>What is filled in; null if it does not fit.</summary>
    /// <param name="kind">The kind of relocation.</param>
    /// <param name="target">S + A.</param>
    /// <param name="place">P.</param>
    private static ulong? Fill(RelocationKind kind, ulong target, ulong place) => kind switch
    {
        RelocationKind.Nothing => null,
        RelocationKind.Absolute64 => target,
        RelocationKind.Relative64 => target - place,
        RelocationKind.Relative32 or RelocationKind.Call32 => Signed(target - place),
        RelocationKind.Absolute32 => target <= uint.MaxValue ? target : null,
        RelocationKind.AbsoluteSigned32 => Signed(target),
    };

    private static ulong? Signed(ulong value) => (long)value == (int)value ? value : null;
}
