namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>A way to change an input; the names are libFuzzer's.</summary>
internal enum MutationKind
{
    /// <summary>Bytes go.</summary>
    EraseBytes,

    /// <summary>A random byte is inserted.</summary>
    InsertByte,

    /// <summary>Several equal bytes are inserted.</summary>
    InsertRepeatedBytes,

    /// <summary>A byte becomes a random one.</summary>
    ChangeByte,

    /// <summary>A bit is flipped.</summary>
    ChangeBit,

    /// <summary>A few bytes change places.</summary>
    ShuffleBytes,

    /// <summary>A decimal number becomes another.</summary>
    ChangeASCIIInt,

    /// <summary>A binary number grows or shrinks a little, or is negated.</summary>
    ChangeBinInt,

    /// <summary>A part is copied over another, or inserted.</summary>
    CopyPart,

    /// <summary>Parts of two inputs take turns, or one's part goes into the other.</summary>
    CrossOver,

    /// <summary>A word of the dictionary.</summary>
    ManualDict,

    /// <summary>A word of comparisons that led to something new before.</summary>
    PersAutoDict,

    /// <summary>One operand of a recent comparison takes the place of the other.</summary>
    CMP,
}
