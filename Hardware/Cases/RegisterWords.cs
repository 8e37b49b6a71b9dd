using System.Runtime.CompilerServices;

namespace MsrSpec.Hardware.Cases;

/// <summary>The sixteen general registers, in the order of their numbers.</summary>
[InlineArray(Count)]
internal struct RegisterWords
{
    /// <summary>How many registers there are.</summary>
    public const int Count = 16;

    private ulong _first;
}
