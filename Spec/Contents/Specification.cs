using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Contents;

/// <summary>The specification: its chapters in the document's order.</summary>
public static class Specification
{
    /// <summary>Every chapter, 1 to 9.</summary>
    public static IReadOnlyList<Chapter> Chapters { get; } =
    [
        AllowlistChapter.Chapter, DecisionChapter.Chapter, AccessChapter.Chapter, ExitChapter.Chapter,
        LifetimeChapter.Chapter, ThreadChapter.Chapter, FilterChapter.Chapter, FilterDecisionChapter.Chapter,
        MediationChapter.Chapter,
    ];

    /// <summary>Every case that a command can end in.</summary>
    public static IReadOnlyList<Case> Cases { get; } = [.. Chapters.SelectMany(chapter => chapter.Cases)];
}
