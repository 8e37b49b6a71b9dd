using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>The four registers that PAE paging starts from; they are loaded when CR3 is.</summary>
[InlineArray(Count)]
internal struct PageDirectoryPointers
{
    internal const int Count = 4;

    private ulong _first;
}
