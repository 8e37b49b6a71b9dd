using MsrSpec.Implementation.Objects.Findings;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>What a call of a function came to: of a loaded one, or of a service of the kernel.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Value">What it returned, as RAX has it; of use only if it returned.</param>
/// <param name="Finding">What ended it; null if it returned.</param>
internal readonly record struct CallResult(CallEnd End, ulong Value, Finding? Finding)
{
    /// <summary>What happened and where, in a sentence; empty if it returned.</summary>
    public string Text => Finding?.Text ?? string.Empty;

    /// <summary>Whether it ended for something that is missing here, and not by the code's doing.</summary>
    public bool IsLacking => End is CallEnd.Unmodelled or CallEnd.Lacking || Finding?.Kind == FindingKind.Unmodelled;

    /// <summary>It returned a value.</summary>
    public static CallResult Returned(ulong value) => new(CallEnd.Returned, value, Finding: null);

    /// <summary>It did not return.</summary>
    public static CallResult Ended(CallEnd end, FindingKind kind, string text) =>
        new(end, Value: 0, new Finding(kind, text));
}
