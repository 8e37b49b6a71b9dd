using System.Runtime.CompilerServices;

namespace MsrSpec.Hardware.Cases;

/// <summary>The memory that an instruction under test may touch, and what lies around the access.</summary>
[InlineArray(Count)]
internal struct WindowBytes
{
    /// <summary>How many bytes there are.</summary>
    public const int Count = 96;

    private byte _first;
}
