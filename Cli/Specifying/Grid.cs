namespace MsrSpec.Cli.Specifying;

/// <summary>A table.</summary>
/// <param name="Columns">The heads of its columns.</param>
/// <param name="Rows">Its rows, a text of one or more lines for each column; empty for nothing.</param>
/// <param name="Code">The numbers of the columns, from 0, that hold code.</param>
internal sealed record Grid(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, params IReadOnlyList<int> Code) : Block;
