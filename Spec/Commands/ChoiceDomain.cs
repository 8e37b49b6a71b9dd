using System.Collections.Immutable;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Commands;

/// <summary>A few choices, by the words that they have in the text.</summary>
public sealed class ChoiceDomain : Domain
{
    private readonly ImmutableArray<string> _words;

    /// <summary>A domain of as many numbers as there are words.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="width">The bits of a number.</param>
    /// <param name="words">The word of each number; an empty one is written as nothing at all.</param>
    internal ChoiceDomain(DomainKind kind, int width, params ImmutableArray<string> words)
        : base(kind, width, width, (ulong)words.Length) => _words = words;

    /// <summary>How many choices there are.</summary>
    public uint Choices => (uint)_words.Length;

    /// <inheritdoc/>
    public override ulong FromCode(ulong code)
    {
        uint choice = (uint)(code & Max);
        return choice < Choices ? choice : choice % Choices;
    }

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        code = number;
        return true;
    }

    /// <inheritdoc/>
    public override ulong FromBits(ulong bits) => FromCode(bits);

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> Simpler(FieldValue value) =>
        Below(value.Number, Enumerable.Range(0, _words.Length).Select(number => (ulong)number));

    /// <inheritdoc/>
    internal override string Print(ulong number) => _words[(int)number];

    /// <inheritdoc/>
    internal override ulong Parse(Cursor cursor, string meaning, bool isOptional)
    {
        for (int number = 0; number < _words.Length; number++)
        {
            if (_words[number].Length > 0 && cursor.TryTake(_words[number]))
            {
                return (ulong)number;
            }
        }

        if (!isOptional || !(cursor.AtEnd || cursor.NextIs(Words.Arrow)))
        {
            cursor.Fail($"expected {meaning}: {string.Join(", ", _words.Where(word => word.Length > 0))}");
        }

        return 0;
    }
}
