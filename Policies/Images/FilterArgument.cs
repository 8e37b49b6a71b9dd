using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Images;

/// <summary>The argument of <c>KVM_X86_SET_MSR_FILTER</c> as bytes that hold the bitmaps too.</summary>
public static class FilterArgument
{
    private const string NoBitmaps =
        "these bytes are not a filter's struct with its bitmaps behind it and their offsets for pointers; "
        + "a struct alone holds addresses: write its slots as a trace, and 'run' it";

    /// <summary>What user space does to hand it over: it writes the slots that are used, and makes the call.</summary>
    /// <param name="bytes">The struct of either caller, and behind it the bitmaps.</param>
    /// <param name="problem">Why they are not that, in one line; empty if they are.</param>
    public static ImmutableArray<Command>? Read(ReadOnlyMemory<byte> bytes, out string problem)
    {
        CallerBits? caller = FilterImage.CallerOf(bytes.Span);
        problem = caller is null ? NoBitmaps : string.Empty;
        return caller is null ? null
            : [.. FilterImage.Calls(bytes, caller.Value).Select(call => call.Command).Where(IsUsed)];
    }

    /// <summary>
    /// Whether bytes are a filter with its bitmaps, of either caller, rather than arguments of the allowlist that are
    /// together exactly as long.
    /// </summary>
    public static bool IsLike(ReadOnlySpan<byte> bytes) =>
        FilterImage.CallerOf(bytes) is not null && !AllowlistImage.IsWhole(bytes);

    /// <summary>Whether a command is more than to write nothing but zeros to a slot.</summary>
    internal static bool IsUsed(Command command) =>
        command is not Command.WriteFilterSlot { Slot: { Flags: 0, Count: 0, Base: 0 } };
}
