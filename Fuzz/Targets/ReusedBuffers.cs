using System.Runtime.InteropServices;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// User buffers that are filled again and again, one for each length: to allocate and collect one for every input would
/// be a third of the work. A buffer holds its bytes until the next one of its length is asked for.
/// </summary>
internal sealed class ReusedBuffers
{
    private readonly (byte[] Bytes, UserBuffer Buffer)[] _buffers =
        new (byte[] Bytes, UserBuffer Buffer)[AllowlistInput.MaxLength + 1];

    /// <summary>A buffer of these bytes; longer ones than an argument has get a new one.</summary>
    public UserBuffer Fill(ReadOnlySpan<byte> input)
    {
        if (input.Length >= _buffers.Length)
        {
            return New(input.ToArray());
        }

        ref (byte[] Bytes, UserBuffer Buffer) kept = ref _buffers[input.Length];
        if (kept.Bytes is null)
        {
            byte[] bytes = new byte[input.Length];
            kept = (bytes, New(bytes));
        }

        input.CopyTo(kept.Bytes);
        return kept.Buffer;
    }

    private static UserBuffer New(byte[] bytes) => new(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
}
