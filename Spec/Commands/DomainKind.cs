namespace MsrSpec.Spec.Commands;

/// <summary>
/// What a field holds. The order is that in which the fields of a command are made simple: the most telling ones first.
/// </summary>
public enum DomainKind
{
    /// <summary>Any 64 bits: the value of an MSR, or the data of an exit.</summary>
    Value,

    /// <summary>The first argument of a capability.</summary>
    Argument,

    /// <summary>An MSR index.</summary>
    MsrIndex,

    /// <summary>The number of a capability.</summary>
    Capability,

    /// <summary>The error of an answer to an exit.</summary>
    ErrorByte,

    /// <summary>How an instruction is written.</summary>
    Form,

    /// <summary>The flags of a capability.</summary>
    EnableFlags,

    /// <summary>The mode of a vCPU.</summary>
    Mode,

    /// <summary>The privilege level of an access.</summary>
    Privilege,

    /// <summary>The number of a vCPU.</summary>
    Vcpu,

    /// <summary>The bitmap of a range.</summary>
    Bitmap,

    /// <summary>The number of MSRs of a range.</summary>
    Count,

    /// <summary>The first index of a range.</summary>
    Base,

    /// <summary>The flags of a range.</summary>
    RangeFlags,

    /// <summary>A word of an argument.</summary>
    ArgumentWord,

    /// <summary>The read behind which a word changes.</summary>
    AfterRead,

    /// <summary>What a word of an argument is changed to.</summary>
    WordValue,

    /// <summary>The direction of an access.</summary>
    Direction,

    /// <summary>An instruction that is emulated.</summary>
    Instruction,

    /// <summary>Where a buffer stops being readable.</summary>
    Readable,

    /// <summary>The padding word of a range.</summary>
    Pad,

    /// <summary>The flags of a filter.</summary>
    FilterFlags,

    /// <summary>How wide a caller's pointers are.</summary>
    Caller,

    /// <summary>How many bytes of a struct cannot be read.</summary>
    Missing,
}
