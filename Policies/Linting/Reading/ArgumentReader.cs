using System.Collections.Immutable;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Reading;

/// <summary>
/// Reads the bytes of an argument: of allowlists, one behind the other; of a filter, the struct of either caller, alone
/// or with its bitmaps behind it.
/// </summary>
internal static class ArgumentReader
{
    /// <summary>Reads the bytes, of which any have a meaning.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="of">The interface; if it is null, the bytes tell.</param>
    public static LintSubject Read(ReadOnlyMemory<byte> bytes, Interface? of)
    {
        Interface chosen = of ?? (IsLikeFilter(bytes.Span) ? Interface.Filter : Interface.Allowlist);
        if (chosen == Interface.Allowlist)
        {
            return LintSubject.Of(chosen, Sourced(AllowlistImage.Calls(bytes)), hasBitmaps: true);
        }

        CallerBits? whole = FilterImage.CallerOf(bytes.Span);
        CallerBits caller =
            whole ?? (bytes.Length == FilterLayout.CompatSize ? CallerBits.Compat : CallerBits.Native);
        IEnumerable<Call> calls = FilterImage.Calls(bytes, caller).Where(IsUsed);
        return LintSubject.Of(chosen, Sourced(calls), hasBitmaps: whole is not null);
    }

    /// <summary>Whether bytes are a filter's struct rather than allowlists that are exactly as long.</summary>
    private static bool IsLikeFilter(ReadOnlySpan<byte> bytes)
    {
        bool isStruct = bytes.Length is FilterLayout.NativeSize or FilterLayout.CompatSize;
        return isStruct ? !AllowlistImage.IsWhole(bytes) : FilterArgument.IsLike(bytes);
    }

    private static bool IsUsed(Call call) => FilterArgument.IsUsed(call.Command);

    private static ImmutableArray<(Command Command, LintSource Source)> Sourced(IEnumerable<Call> calls) =>
        [.. calls.Select(call => (call.Command, new LintSource(call.Line, call.Place ?? 0, string.Empty)))];
}
