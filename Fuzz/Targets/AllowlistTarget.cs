using System.Collections.Immutable;
using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Implementation.Allowlist;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are an ioctl argument in front of a page edge: the optimized decoder against the rules, and how far it
/// reads and what it leaves allocated.
/// </summary>
internal sealed class AllowlistTarget : IFuzzTarget
{
    private readonly UserMemory _user = new();
    private readonly KernelHeap _heap = new();

    /// <inheritdoc/>
    public string Name => "allowlist";

    /// <inheritdoc/>
    public string Summary => "ioctl argument bytes: the decoder against the rules, its reads and its allocations";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 1552;

    /// <inheritdoc/>
    public CoverageScope Scope { get; } = new("MsrSpec.Implementation.Allowlist.AllowlistDecoder");

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        UserBuffer argument = new([.. input]);
        AllowlistRules.Judgement? expected =
            AllowlistRules.JudgeArgument(argument, allocationFails: false, Dialect.Sound.Readings);
        _heap.Reset();
        _user.Map(argument);
        Errno? actual = AllowlistDecoder.Decode(_user, _heap, out AllowlistArgument decoded);
        if (actual != expected?.Errno)
        {
            return $"the decoder answers {Text(actual)}, the rules {Text(expected?.Errno)} ({expected?.Clause})";
        }

        int limit = argument.HasHeader ? argument.Header.ArgumentSize : AllowlistLayout.HeaderSize;
        if (_user.ReadExtent > limit)
        {
            return $"the decoder looks at {_user.ReadExtent} bytes, {limit} are allowed";
        }

        int owned = actual is null ? 1 : 0;
        return _heap.Live == owned
            ? Compare(argument, decoded, actual)
            : $"{_heap.Live} allocations are live, not {owned}";
    }

    private string? Compare(UserBuffer argument, in AllowlistArgument decoded, Errno? actual)
    {
        if (actual is not null)
        {
            return null;
        }

        AllowlistRange range = AllowlistRules.RangeOf(argument);
        ImmutableArray<byte> bitmap = [.. _heap.Bytes(decoded.Bitmap)];
        bool same = (decoded.Flags, decoded.Base, decoded.Count) == (range.Flags, range.Base, range.Count)
            && bitmap.AsSpan().SequenceEqual(range.Bitmap.AsSpan());
        return same ? null : "the decoded range is not the one that was asked for";
    }

    private static string Text(Errno? errno) => errno?.ToString() ?? "ok";

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));
}
