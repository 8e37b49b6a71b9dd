namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What a translation depends on, other than the tables in memory and the access itself.</summary>
/// <param name="Format">How the tables are built.</param>
/// <param name="Root">CR3.</param>
/// <param name="Options">What else was said.</param>
internal readonly record struct PagingContext(PagingFormat Format, ulong Root, PagingOptions Options)
{
    internal bool Has(PagingOptions option) => (Options & option) != 0;
}
