using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>A command with the answers of two dialects.</summary>
/// <param name="Command">The command.</param>
/// <param name="Left">What the first dialect answers.</param>
/// <param name="Right">What the second one does.</param>
public sealed record AnsweredCommand(Command Command, Outcome Left, Outcome Right);
