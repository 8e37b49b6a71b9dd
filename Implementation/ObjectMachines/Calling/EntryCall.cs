using System.Collections.Immutable;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>How an entry is called: what its arguments are, and how wide what it returns.</summary>
/// <param name="Function">The function.</param>
/// <param name="ReturnSize">The bytes of what it returns; zero for nothing.</param>
/// <param name="Arguments">Its arguments: addresses, or which of the two things that each call says.</param>
internal sealed record EntryCall(
    string Function, int ReturnSize, ImmutableArray<(ulong Address, int? Said)> Arguments)
{
    private const int BitsPerByte = 8;

    /// <summary>The arguments of a call.</summary>
    /// <param name="target">Where they go; as many as there are arguments.</param>
    /// <param name="first">What the call says first: the request, or the MSR.</param>
    /// <param name="second">What it says second: the argument's address, or the direction.</param>
    public void Fill(Span<ulong> target, ulong first, ulong second)
    {
        for (int i = 0; i < Arguments.Length; i++)
        {
            target[i] = Arguments[i].Said switch
            {
                null => Arguments[i].Address,
                0 => first,
                _ => second,
            };
        }
    }

    /// <summary>What it returned, as a number with a sign.</summary>
    public long Signed(ulong rax)
    {
        int unused = BitsPerByte * (sizeof(long) - ReturnSize);
        return ReturnSize == 0 ? 0 : (long)(rax << unused) >> unused;
    }
}
