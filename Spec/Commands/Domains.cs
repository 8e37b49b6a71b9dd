using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.Commands;

/// <summary>The domains that the fields of commands have.</summary>
public static class Domains
{
    /// <summary>
    /// The first code of <see cref="Count"/> that is an edge of the limit or of 32-bit arithmetic; those before it are
    /// the numbers themselves.
    /// </summary>
    public const uint FirstEdgeCount = 321;

    /// <summary>The first code of <see cref="RangeFlags"/> with a flag that nobody knows.</summary>
    public const uint FirstUnknownFlags = (uint)AccessFlags.ReadWrite + 1;

    private static readonly uint[] CountEdges =
    [
        0x1FF, 0x200, 0x3FF, 0x400, 0x7FF, 0x800, 0xFFF, 0x1000, 0x1001, 0x1FFF, 0x2000, 0x2FBF, 0x2FC0, 0x2FC1,
        0x2FFE, 0x2FFF, 0x3000, 0x3001, 0x3002, 0x303F, 0x3040, 0x3041, 0x4000, 0xFFFF, 0x10000, 0x10001,
        0x7FFFFFFF, 0x80000000, 0x80000001, 0xC0000000, 0xFFFFFFBF, 0xFFFFFFC0, 0xFFFFFFC1, 0xFFFFFFDF, 0xFFFFFFE0,
        0xFFFFFFE1, 0xFFFFFFFE, 0xFFFFFFFF,
    ];

    private static readonly uint[] FlagWords =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x80, 0x10000, 0x40000001, 0x80000000, 0x80000003, 0xFFFFFFFF,
    ];

    private static readonly uint[] FilterFlagWords = [0, 1, 2, 3, 4, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>Numbers of vCPUs: 0 and 1.</summary>
    public static NumberDomain Vcpu { get; } = new(DomainKind.Vcpu, 1, isDecimal: true);

    /// <summary>MSR indices: any 32 bits.</summary>
    public static NumberDomain MsrIndex { get; } = new(DomainKind.MsrIndex, 32, isMovable: true);

    /// <summary>Values of MSRs, and data of exits.</summary>
    public static ValueDomain Value { get; } = new(DomainKind.Value);

    /// <summary>Modes, by <see cref="GuestMode"/>.</summary>
    public static ChoiceDomain Mode { get; } =
        new(DomainKind.Mode, 2, Words.Long64, Words.Protected32, Words.Real16);

    /// <summary>Privilege levels: 0 is the kernel's, 1 the user's; those that hardly anybody uses come last.</summary>
    public static ChoiceDomain Privilege { get; } =
        new(DomainKind.Privilege, 2, Words.Kernel, Words.User, Words.Ring1, Words.Ring2);

    /// <summary>Instruction forms, by <see cref="InstructionForm"/>.</summary>
    public static ChoiceDomain Form { get; } =
        new(DomainKind.Form, 2, string.Empty, Words.UpperHalvesSet, Words.Lock, Words.Prefixed);

    /// <summary>Numbers of capabilities: any 32 bits.</summary>
    public static NumberDomain Capability { get; } = new(DomainKind.Capability, 32, isDecimal: true);

    /// <summary>First arguments of capabilities.</summary>
    public static ValueDomain Argument { get; } = new(DomainKind.Argument);

    /// <summary>
    /// Flags of capabilities, of which there are none: a short code is no flag, the first, the second or the last one.
    /// </summary>
    public static EdgeDomain EnableFlags { get; } =
        new(DomainKind.EnableFlags, 2, [0, 1], isOrdered: false, [0, 1, 2, 0x80000000]);

    /// <summary>Errors of answers to exits: a byte, where 0 is none.</summary>
    public static NumberDomain ErrorByte { get; } = new(DomainKind.ErrorByte, 8, isDecimal: true);

    /// <summary>First indices of ranges: any 32 bits.</summary>
    public static NumberDomain Base { get; } = new(DomainKind.Base, 32, isMovable: true);

    /// <summary>Numbers of MSRs: the short codes are all up to 320, then edges.</summary>
    public static EdgeDomain Count { get; } = new(
        DomainKind.Count, 9, [0, 1], isOrdered: true,
        [.. Enumerable.Range(0, (int)FirstEdgeCount).Select(number => (uint)number), .. CountEdges]);

    /// <summary>Flags of ranges: the short codes are all words of the lowest three bits, then edges.</summary>
    public static EdgeDomain RangeFlags { get; } =
        new(DomainKind.RangeFlags, 4, FlagWords, isOrdered: false, FlagWords);

    /// <summary>Padding words: a short code is no bit or all.</summary>
    public static EdgeDomain Pad { get; } =
        new(DomainKind.Pad, 1, [0, 1], isOrdered: false, [0, uint.MaxValue]);

    /// <summary>Bitmaps: a short code is a <see cref="BitmapPattern"/>.</summary>
    public static BitmapDomain Bitmap { get; } = new();

    /// <summary>Words of an argument, by <see cref="Vocabulary.ArgumentWord"/>.</summary>
    public static ChoiceDomain ArgumentWord { get; } = new(
        DomainKind.ArgumentWord, 3,
        Words.FlagsWord, Words.CountWord, Words.BaseWord, Words.PadWord, Words.BitsWord);

    /// <summary>The read behind which a word changes: number 0 is the first one.</summary>
    public static ChoiceDomain AfterRead { get; } = new(
        DomainKind.AfterRead, 2,
        [.. Enumerable.Range(1, ArgumentChange.MostReads).Select(read => Invariant($"{Words.AfterRead}{read}"))]);

    /// <summary>What a word changes to: any 32 bits.</summary>
    public static NumberDomain WordValue { get; } = new(DomainKind.WordValue, 32);

    /// <summary>Directions: 0 is a read, 1 a write.</summary>
    public static ChoiceDomain Direction { get; } = new(DomainKind.Direction, 1, Words.Read, Words.Write);

    /// <summary>Instructions that are emulated, by <see cref="EmulatedInstruction"/>.</summary>
    public static ChoiceDomain Instruction { get; } =
        new(DomainKind.Instruction, 2, Words.Rdpid, Words.Syscall, Words.Sysenter);

    /// <summary>Flags of filters: the short codes are the two that have a meaning, then edges.</summary>
    public static EdgeDomain FilterFlags { get; } =
        new(DomainKind.FilterFlags, 3, [0, 1], isOrdered: false, FilterFlagWords);

    /// <summary>Callers, by <see cref="CallerBits"/>.</summary>
    public static ChoiceDomain Caller { get; } = new(DomainKind.Caller, 1, string.Empty, Words.Compat);

    /// <summary>Bytes of a filter's struct that cannot be read: the last ones.</summary>
    public static NumberDomain Missing { get; } = new(DomainKind.Missing, 9, isDecimal: true);

    /// <summary>Where buffers stop being readable.</summary>
    public static ReadableDomain Readable { get; } = new();
}
