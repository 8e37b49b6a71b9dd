namespace MsrSpec.Checker.Sequences;

/// <summary>
/// Where the parts of a command stand in its word. Zero is the simplest value of every part, and the all-zero word is
/// the simplest command: vCPU 0 reads MSR 0 in long mode at CPL 0.
/// </summary>
internal static class WordLayout
{
    /// <summary>The kind of command; every word has one.</summary>
    public static readonly BitField Kind = new(0, 4);

    /// <summary>The vCPU of an access.</summary>
    public static readonly BitField Vcpu = new(4, 1);

    /// <summary>The mode of an access.</summary>
    public static readonly BitField Mode = new(5, 2);

    /// <summary>The privilege of an access.</summary>
    public static readonly BitField Privilege = new(7, 1);

    /// <summary>The instruction form of an access, or whether KVM_ENABLE_CAP has a flag.</summary>
    public static readonly BitField Form = new(8, 2);

    /// <summary>The MSR index, the capability, or the error of a completion.</summary>
    public static readonly BitField Index = new(10, 32);

    /// <summary>A 64-bit value, as a <see cref="ValueCode"/>.</summary>
    public static readonly BitField Value = new(42, ValueCode.Width);

    /// <summary>The base of a range.</summary>
    public static readonly BitField Base = new(4, 32);

    /// <summary>The number of MSRs of a range, as a <see cref="CountCode"/>.</summary>
    public static readonly BitField Count = new(36, CountCode.Width);

    /// <summary>The flags of a range, as a <see cref="FlagsCode"/>.</summary>
    public static readonly BitField Flags = new(45, FlagsCode.Width);

    /// <summary>The bitmap of a range, as a <see cref="BitmapPattern"/>.</summary>
    public static readonly BitField Bitmap = new(49, BitmapPattern.Width);

    /// <summary>Where the buffer stops being readable, as a <see cref="ReadableCode"/>.</summary>
    public static readonly BitField Readable = new(57, ReadableCode.Width);

    /// <summary>Whether the pad word is set.</summary>
    public static readonly BitField Pad = new(63, 1);

    /// <summary>The parts of an allowlist argument, most telling first.</summary>
    public static IReadOnlyList<BitField> AddFields { get; } = [Bitmap, Count, Base, Flags, Readable, Pad];

    /// <summary>The parts of any other command.</summary>
    public static IReadOnlyList<BitField> AccessFields { get; } = [Value, Index, Form, Mode, Privilege, Vcpu];
}
