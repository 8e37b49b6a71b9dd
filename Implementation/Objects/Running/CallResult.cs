namespace MsrSpec.Implementation.Objects.Running;

/// <summary>What a call of a loaded function came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Value">What it left in RAX; of use only if it returned.</param>
/// <param name="Text">What happened and where, in a sentence; empty if it returned.</param>
internal readonly record struct CallResult(CallEnd End, ulong Value, string Text);
