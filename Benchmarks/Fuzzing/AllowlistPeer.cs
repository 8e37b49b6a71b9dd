using System.Runtime.InteropServices;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>The fuzz target in C, as a library that answers for single inputs.</summary>
internal sealed unsafe class AllowlistPeer
{
    private static readonly NativePeer Peer = new("allowlist_peer.so");

    private readonly delegate* unmanaged[Cdecl]<byte*, ulong, AllowlistAnswer*, void> _answer;

    private AllowlistPeer(nint library) =>
        _answer = (delegate* unmanaged[Cdecl]<byte*, ulong, AllowlistAnswer*, void>)
            NativeLibrary.GetExport(library, "allowlist_answer");

    /// <summary>What is missing, or null when the C peer can be used.</summary>
    public static string? WhyMissing() => Peer.WhyMissing();

    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidOperationException">The C peer is missing.</exception>
    public static AllowlistPeer Load() => new(Peer.Load());

    /// <summary>What the C decoder and the C rules make of an argument; they end the process if they differ.</summary>
    public AllowlistAnswer Answer(ReadOnlySpan<byte> input)
    {
        AllowlistAnswer answer;
        fixed (byte* first = input)
        {
            _answer(first, (ulong)input.Length, &answer);
        }

        return answer;
    }
}
