using System.Collections.Immutable;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>
/// A chapter of the specification. All have the same rhythm: the layout, the words, the tables of rows in their order,
/// what each case leaves, what happens at once, and the clauses.
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Introduction">What it is about, in a few sentences.</param>
/// <param name="Layouts">The bytes and registers.</param>
/// <param name="Words">The words that its conditions use.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Atomicity">What happens at once, and where the VM's lock is taken.</param>
/// <param name="Clauses">Its clauses.</param>
public sealed record Chapter(
    string Title,
    string Introduction,
    ImmutableArray<Layout> Layouts,
    ImmutableArray<Word> Words,
    ImmutableArray<ITable> Tables,
    ImmutableArray<Case> Cases,
    ImmutableArray<string> Atomicity,
    IReadOnlyList<Clause> Clauses);
