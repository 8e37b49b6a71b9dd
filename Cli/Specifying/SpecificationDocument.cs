using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Consequences;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Cli.Specifying;

/// <summary>The specification as a document: every word of it is what the model is made of.</summary>
internal static class SpecificationDocument
{
    private static readonly string[] RowHeads = ["row", "if", "then", "clause", "leaves", "only with"];

    /// <summary>The whole document.</summary>
    public static IReadOnlyList<Block> Build() =>
    [
        new Heading(1, "The MSR allowlist of KVM"),
        .. Reading(),
        .. Answers(),
        .. Specification.Chapters.SelectMany((chapter, number) => Chapter(chapter, number + 1)),
        .. Registers(),
        .. Always(),
        .. Readings(),
        .. Theorems(),
    ];

    private static IEnumerable<Block> Reading() =>
    [
        new Paragraph(
            "In July 2020 a patch (\"KVM: x86: Introduce allow list for MSR emulation\", the second of three in its "
            + "second version) proposed an ioctl by which user space says which model-specific registers a guest may "
            + "read and write. This is what it does, in three dialects: v2-posted is what its code does, "
            + "v2-documented what its text says, v2-sound what it should do. Linux merged another interface in its "
            + "place, the filter: chapters 7 and 8, and the dialects called linux-VERSION. "
            + Invariant($"Chapter {Specification.Chapters.Count + 3} has all their differences.")),
        new Paragraph(
            "Each chapter has the same order: the layout, the words, the tables of rows, what each case leaves, what "
            + "happens at once, the clauses. How to read a table: the first row whose condition holds decides, and "
            + "the rows above it were checked before it. A row that says 'reading N: Choice' in its last column "
            + "stands only in a dialect that makes this choice; the chapter on readings says which does. A clause is "
            + "a rule with a stable id; reports of divergences name it. Where a row or a case is a defect of the "
            + "posted code, its clause is the one that it breaks. A clause of strength 'must' binds every machine; "
            + "'silent' says what is assumed where the interface says nothing, so that machines compare. A list arms "
            + "denial: once a range is stored, what no range allows is denied."),
        new Paragraph(
            "A command is one thing that user space or the guest does: an ioctl, an access, an answer to an exit. What "
            + "'EndOf' depends on (readings 1 to 3) every row depends on that asks 'Overlap' or 'Covers'."),
        new Bullets(
        [
            .. Specification.Chapters.Select((chapter, number) => Invariant($"chapter {number + 1}: {chapter.Title}")),
            .. new[] { "Registers", "What always holds", "Readings and dialects", "Consequences" }.Select(
                (title, number) => Invariant($"chapter {Specification.Chapters.Count + number + 1}: {title}")),
        ]),
        new Heading(2, "How answers are written"),
        new Grid(
            ["answer", "meaning"],
            [.. AnswerWords.All.Select(word => (IReadOnlyList<string>)[word.Name, word.Meaning])], 0),
    ];

    /// <summary>Which row an answer can come from: what somebody asks who was given an errno.</summary>
    private static IEnumerable<Block> Answers()
    {
        (string Title, string Number, TableLine Line)[] lines = [.. Specification.Chapters.SelectMany(Numbered)];
        yield return new Heading(2, "Which row was it?");
        yield return new Paragraph(
            "The failures of system calls, by what was called. Of two rows of one call the upper is checked first.");
        yield return new Grid(
            ["answer", "of", "row", "if", "clause", "only with"],
            [
                .. lines.Where(line => IsFailure(line.Line.Answer)).Select(line => (IReadOnlyList<string>)
                [
                    Numbered(line.Line.Answer), line.Title, line.Number, line.Line.When,
                    line.Line.Clause?.Id ?? string.Empty, ChoiceText(line.Line.Choice),
                ]),
            ],
            0, 3, 4);
    }

    private static bool IsFailure(Answer answer) =>
        answer.Outcome is { Kind: OutcomeKind.Error or OutcomeKind.Oops or OutcomeKind.Blocked };

    private static string Numbered(Answer answer) => answer.Outcome is { Kind: OutcomeKind.Error, Errno: var errno }
        ? Invariant($"{errno} ({(uint)errno})")
        : answer.Text;

    /// <summary>A choice, and the dialects that make it.</summary>
    private static string ChoiceText(Choice? choice)
    {
        if (choice is null)
        {
            return string.Empty;
        }

        Interface? of = Spec.Readings.Reading.All.Single(reading => reading.Number == choice.Reading).Of;
        string[] makers =
        [
            .. Dialect.All.Where(dialect => of is null || of == dialect.Readings.Interface)
                .Where(dialect => choice.IsMade(dialect.Readings)).Select(made => made.Name),
        ];
        return $"{choice} ({(makers.Length == 0 ? "no dialect" : string.Join(", ", makers))})";
    }

    private static IEnumerable<(string Title, string Number, TableLine Line)> Numbered(Chapter chapter, int number) =>
        chapter.Tables.SelectMany(table => table.Lines.Select(line => (table.Title, Line: line)))
            .Select((line, row) => (line.Title, RowNumber(number + 1, row + 1), line.Line));

    private static string RowNumber(int chapter, int row) => Invariant($"{chapter}.{row}");

    private static IEnumerable<Block> Chapter(Chapter chapter, int number)
    {
        yield return new Heading(2, Invariant($"{number}. {chapter.Title}"));
        yield return new Paragraph(chapter.Introduction);
        foreach (Block block in chapter.Layouts.SelectMany(Layout))
        {
            yield return block;
        }

        yield return new Heading(3, "Words");
        yield return new Grid(
            ["word", "meaning"],
            [.. chapter.Words.Select(word => (IReadOnlyList<string>)[word.Name, word.Meaning])],
            0);
        int row = 0;
        foreach (ITable table in chapter.Tables)
        {
            yield return new Heading(3, table.Title);
            yield return new Grid(
                RowHeads,
                [
                    .. table.Lines.Select(line => (IReadOnlyList<string>)
                    [
                        RowNumber(number, ++row), line.When, line.Answer.Text, line.Clause?.Id ?? string.Empty,
                        line.Case.Name, ChoiceText(line.Choice),
                    ]),
                ],
                1, 3);
        }

        foreach (Block block in Endings(chapter))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Layout(Layout layout)
    {
        yield return new Heading(3, layout.Title);
        yield return new Paragraph(layout.Text);
        if (!layout.Fields.IsEmpty)
        {
            bool hasOffsets = layout.Fields.Any(field => field.Offset > 0);
            yield return new Grid(
                hasOffsets ? ["field", "offset", "bytes", "meaning"] : ["name", layout.SizeHead, "meaning"],
                [
                    .. layout.Fields.Select(field => (IReadOnlyList<string>)(hasOffsets
                        ? [field.Name, Invariant($"{field.Offset}"), field.Size, field.Meaning]
                        : [field.Name, field.Size, field.Meaning])),
                ],
                0);
        }
    }

    /// <summary>What is left, what happens at once, and the rules as sentences.</summary>
    private static IEnumerable<Block> Endings(Chapter chapter)
    {
        IReadOnlyList<string>[] effects =
        [
            .. chapter.Cases.SelectMany(left => left.Effects.Select(effect => (IReadOnlyList<string>)
                [
                    left.Name, AspectText.Of(effect.Aspect), effect.Text,
                    (effect.Clause ?? Standing.Of(effect.Aspect))?.Id ?? "the row that decides",
                ])),
        ];
        if (effects.Length > 0)
        {
            yield return new Heading(3, "What is left");
            yield return new Paragraph("What a case does not name is as before, or as 'What always holds' says.");
            yield return new Grid(["case", "what", "is", "clause"], effects, 3);
        }

        yield return new Heading(3, "At once");
        yield return new Bullets(chapter.Atomicity);
        yield return new Heading(3, "Clauses");
        yield return new Grid(
            ["clause", "strength", "rule"],
            [
                .. chapter.Clauses.Select(clause => (IReadOnlyList<string>)
                    [clause.Id, StrengthText(clause.Strength), clause.Sentence + Unnamed(clause)]),
            ],
            0);
    }

    private static int Absent =>
        MsrNames.All.Select(name => name.Index).Distinct().Count(index => !MsrTable.TryFind(index, out _));

    private static string StrengthText(Strength strength) => strength switch
    {
        Strength.Must => "must",
        Strength.Silent => "silent",
    };

    private static string Unnamed(Clause clause) =>
        clause.Unnamed is { } why ? $" (No divergence names it: {why}.)" : string.Empty;

    private static IEnumerable<Block> Registers() =>
    [
        new Heading(2, Invariant($"{Specification.Chapters.Count + 1}. Registers")),
        new Paragraph(
            "The registers of the reference processor, as KVM presented them to a Linux guest in 2020, and the kernel "
            + "symbol that judges a write. The rule says what a write must look like and what becomes of it. Another "
            + Invariant($"{Absent} are known by name, which msrspec registers lists: they are absent, and an index ")
            + "without a name is unknown. The rules tell no difference between the two."),
        new Grid(
            ["rule", "a write"],
            [.. MsrRules.All.Select(rule => (IReadOnlyList<string>)[rule.Name, rule.Sentence])]),
        new Grid(
            ["index", "name", "rule", "mask", "reset", "source"],
            [
                .. MsrTable.Rows.Select(row => (IReadOnlyList<string>)
                [
                    Hex(row.Index), row.Name, row.Rule.Name, row.Rule.AsksTheMask ? Hex(row.Mask) : string.Empty,
                    Hex(row.Reset), row.Source,
                ]),
            ]),
    ];

    private static string Hex(ulong number) => Invariant($"0x{number:x}");

    private static IEnumerable<Block> Always() =>
    [
        new Heading(2, Invariant($"{Specification.Chapters.Count + 2}. What always holds")),
        new Paragraph("After every command, unless its case says otherwise."),
        new Grid(
            ["what", "is", "clause"],
            [
                .. Standing.Effects.Select(effect => (IReadOnlyList<string>)
                    [AspectText.Of(effect.Aspect), effect.Text, effect.Clause!.Id]),
            ],
            2),
    ];

    private static IEnumerable<Block> Readings() =>
    [
        new Heading(2, Invariant($"{Specification.Chapters.Count + 3}. Readings and dialects")),
        new Paragraph(
            "Where the posted text and the posted code disagree, or neither says, and where versions of Linux differ, "
            + "there is a numbered reading. A dialect is a choice of each that matters to its interface."),
        new Bullets([.. Dialect.All.Select(dialect => $"{dialect.Name}: {dialect.Summary}")]),
        new Grid(
            ["reading", "question", .. Dialect.All.Select(dialect => dialect.Name)],
            [
                .. Spec.Readings.Reading.All.Select(reading => (IReadOnlyList<string>)
                [
                    Invariant($"{reading.Number} {reading.Name}"), reading.Question,
                    .. Dialect.All.Select(dialect => reading.Of is null || reading.Of == dialect.Readings.Interface
                        ? $"{reading.Choice(dialect.Readings)}" : string.Empty),
                ]),
            ]),
        new Grid(
            ["reading", "choice", "means"],
            [
                .. Spec.Readings.Reading.All.SelectMany(reading => reading.Choices.Select(choice =>
                    (IReadOnlyList<string>)[Invariant($"{reading.Number}"), $"{choice.Value}", choice.Answer])),
            ]),
    ];

    private static IEnumerable<Block> Theorems() =>
    [
        new Heading(2, Invariant($"{Specification.Chapters.Count + 4}. Consequences")),
        new Paragraph(
            "What follows from the clauses of v2-sound and is stated of machines without the model: each is a test, or "
            + "says why not yet. The filter is what Linux merged instead; the posted code breaks what its defects are "
            + "about."),
        new Grid(
            ["number", "of", "consequence", "no test yet, since"],
            [
                .. ConsequenceTable.All.Select(consequence => (IReadOnlyList<string>)
                [
                    Invariant($"{consequence.Number}"), ScopeText(consequence.Scope), consequence.Sentence,
                    consequence.Beyond ?? string.Empty,
                ]),
            ]),
    ];

    private static string ScopeText(ConsequenceScope scope) => scope switch
    {
        ConsequenceScope.TheAllowlist => "allowlist",
        ConsequenceScope.TheFilter => "filter",
        ConsequenceScope.Both => "both",
    };
}
