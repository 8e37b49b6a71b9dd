using Microsoft.CodeAnalysis;

namespace MsrSpec.Mutation.Sites;

/// <summary>What may stand in the place of a piece of code.</summary>
/// <param name="From">What stands there, in short: an operator, a literal.</param>
/// <param name="To">What would stand there.</param>
/// <param name="Node">The piece with that in its place.</param>
internal sealed record Replacement(string From, string To, SyntaxNode Node);
