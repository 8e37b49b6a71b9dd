using System.Collections.Immutable;
using MsrSpec.Policies.Installing;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Images;

/// <summary>Arguments of <c>KVM_ADD_MSR_ALLOWLIST</c>, one behind the other; where each ends its header says.</summary>
public static class AllowlistImage
{
    private const int Longest = AllowlistLayout.HeaderSize + AllowlistLayout.MaxBitmapSize;

    /// <summary>
    /// Whether bytes are one argument, whatever it asks for; or several, each for a range with a direction and an MSR;
    /// or too few for one.
    /// </summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        bool isOne = true;
        while (bytes.Length > 0)
        {
            UserBuffer first = new(ImmutableArray.Create(bytes[..Math.Min(bytes.Length, AllowlistLayout.HeaderSize)]));
            if (!first.HasHeader || first.Header.ArgumentSize == bytes.Length)
            {
                return isOne || IsOfARow(first);
            }

            if (first.Header.ArgumentSize > bytes.Length || !IsOfARow(first))
            {
                return false;
            }

            bytes = bytes[first.Header.ArgumentSize..];
            isOne = false;
        }

        return true;
    }

    /// <summary>The arguments; the last one may be cut, as if a page ended there.</summary>
    public static IEnumerable<UserBuffer> Arguments(ReadOnlyMemory<byte> bytes) =>
        Calls(bytes).Select(call => ((Command.AddAllowlist)call.Command).Argument);

    /// <summary>Whether an argument is one that somebody may have written behind another.</summary>
    private static bool IsOfARow(UserBuffer argument) =>
        argument.HasHeader && argument.Header is { Flags: >= 1 and <= (uint)AccessFlags.ReadWrite, Count: > 0, Pad: 0 };

    /// <summary>The calls of the arguments.</summary>
    internal static IEnumerable<Call> Calls(ReadOnlyMemory<byte> bytes)
    {
        int start = 0;
        while (start < bytes.Length)
        {
            UserBuffer rest = new(ImmutableArray.Create(bytes.Span[start..Math.Min(bytes.Length, start + Longest)]));
            int size = Math.Min(rest.HasHeader ? rest.Header.ArgumentSize : rest.Length, rest.Length);
            yield return new Call(new Command.AddAllowlist(new UserBuffer(rest.Bytes[..size])), null, start);
            start += size;
        }
    }
}
