namespace MsrSpec.Spec.TraceText;

/// <summary>The result of parsing: a value, or the first error.</summary>
/// <typeparam name="T">What the text stands for.</typeparam>
public readonly struct Parsed<T>
    where T : class
{
    private Parsed(T? value, ParseError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value, if the text is well formed.</summary>
    public T? Value { get; }

    /// <summary>The first error, if it is not.</summary>
    public ParseError? Error { get; }

    /// <summary>The result of a well-formed text: its value.</summary>
    public static implicit operator Parsed<T>(T value) => new(value, null);

    /// <summary>The result of a malformed text: its first error.</summary>
    public static implicit operator Parsed<T>(ParseError error) => new(null, error);
}
