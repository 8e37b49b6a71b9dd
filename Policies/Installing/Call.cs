using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Installing;

/// <summary>A command that an input asks for, and where.</summary>
/// <param name="Command">The command.</param>
/// <param name="Line">The line, from 1; null where the input has none.</param>
/// <param name="Place">The column, or without a line the offset of a byte.</param>
internal readonly record struct Call(Command Command, int? Line, int? Place);
