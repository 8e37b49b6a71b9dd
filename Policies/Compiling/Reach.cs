using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>
/// How far the last window of each kind reaches: the first index behind it. Indices below all that is covered so far
/// do not matter any more, so this is all that the rest of a search depends on.
/// </summary>
/// <param name="Read">Of windows for reads.</param>
/// <param name="Write">Of windows for writes.</param>
/// <param name="Both">Of windows for both directions.</param>
internal readonly record struct Reach(ulong Read, ulong Write, ulong Both)
{
    /// <summary>Whether it is nowhere shorter than another: whatever completes that one completes this.</summary>
    public bool Dominates(Reach other) => Read >= other.Read && Write >= other.Write && Both >= other.Both;

    /// <summary>How far the last window of one kind reaches.</summary>
    public ulong Of(AccessFlags kind) => kind switch
    {
        AccessFlags.Read => Read,
        AccessFlags.Write => Write,
        _ => Both,
    };

    /// <summary>The same with a new window of one kind.</summary>
    public Reach With(AccessFlags kind, ulong end) => kind switch
    {
        AccessFlags.Read => this with { Read = end },
        AccessFlags.Write => this with { Write = end },
        _ => this with { Both = end },
    };

    /// <summary>The nearest of the ends behind an index; not asked if none is.</summary>
    public ulong EndBehind(ulong index)
    {
        ulong end = ulong.MaxValue;
        end = Read > index ? Math.Min(end, Read) : end;
        end = Write > index ? Math.Min(end, Write) : end;
        return Both > index ? Math.Min(end, Both) : end;
    }
}
