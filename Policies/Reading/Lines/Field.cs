namespace MsrSpec.Policies.Reading.Lines;

/// <summary>A part of a line.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column of its first character, from 1.</param>
internal readonly record struct Field(string Text, int Line, int Column)
{
    /// <summary>A part of it, from an offset on.</summary>
    public Field From(int offset) => new(Text[offset..], Line, Column + offset);

    /// <summary>What is wrong at its first character.</summary>
    public PolicyProblem Problem(string message) => new(Line, Column, message);
}
