using System.Globalization;
using MsrSpec.Spec.Abi.Names;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// Reads the blank-separated words of one line and remembers the first error with its column. After an error every
/// further read fails, so that a parser may go on without looking.
/// </summary>
internal sealed class Cursor
{
    private readonly string _text;
    private readonly int _line;
    private int _position;

    /// <summary>Starts at the beginning of a line's text.</summary>
    public Cursor(string text, int line)
    {
        _text = text;
        _line = line;
        SkipBlanks();
    }

    /// <summary>The first error, or null.</summary>
    public ParseError? Error { get; private set; }

    /// <summary>Whether nothing but blanks is left, or an error was found.</summary>
    public bool AtEnd => Error is not null || _position >= _text.Length;

    /// <summary>Whether the next word is this one.</summary>
    public bool NextIs(string word) => !AtEnd && PeekWord().SequenceEqual(word);

    /// <summary>Takes the next word if it is this one.</summary>
    public bool TryTake(string word)
    {
        if (!NextIs(word))
        {
            return false;
        }

        Advance(word.Length);
        return true;
    }

    /// <summary>Takes the rest of a word that starts with a key, if the next one does.</summary>
    public bool TryTakeKey(string key, out string value)
    {
        value = string.Empty;
        if (AtEnd || !PeekWord().StartsWith(key, StringComparison.Ordinal))
        {
            return false;
        }

        value = PeekWord()[key.Length..].ToString();
        return true;
    }

    /// <summary>Moves past the word that a key was found in.</summary>
    public void Pass() => Advance(PeekWord().Length);

    /// <summary>Takes the next word; that there is none is an error.</summary>
    public string Word(string expected)
    {
        if (AtEnd)
        {
            Fail($"expected {expected}, found the end of the line");
            return string.Empty;
        }

        string word = PeekWord().ToString();
        Advance(word.Length);
        return word;
    }

    /// <summary>Takes a number of at most <paramref name="maximum"/>, decimal or with 0x in front.</summary>
    public ulong Number(string meaning, ulong maximum)
    {
        int at = _position;
        string word = Word(meaning);
        return NumberIn(word, at, meaning, maximum);
    }

    /// <summary>Takes an MSR index: a number, or the name of a register.</summary>
    public uint Index(string meaning)
    {
        int at = _position;
        return IndexIn(Word(meaning), at, meaning);
    }

    /// <summary>Takes <c>key=index</c>.</summary>
    public uint KeyedIndex(string key)
    {
        if (!TryTakeKey(key, out string value))
        {
            Fail($"expected {key}NUMBER");
            return 0;
        }

        int at = _position + key.Length;
        Pass();
        return IndexIn(value, at, key.TrimEnd('='));
    }

    /// <summary>Takes <c>key=number</c>.</summary>
    /// <param name="key">The key, with its equals sign.</param>
    /// <param name="maximum">The largest number that is possible.</param>
    /// <param name="meaning">What the number is, for errors; unless said, what the key says.</param>
    public ulong KeyedNumber(string key, ulong maximum, string? meaning = null)
    {
        if (!TryTakeKey(key, out string value))
        {
            Fail($"expected {key}NUMBER");
            return 0;
        }

        int at = _position + key.Length;
        Pass();
        return NumberIn(value, at, meaning ?? key.TrimEnd('='), maximum);
    }

    /// <summary>Takes <c>key=number</c> if it is there.</summary>
    public ulong? OptionalKeyedNumber(string key, ulong maximum, string? meaning = null) =>
        TryTakeKey(key, out _) ? KeyedNumber(key, maximum, meaning) : null;

    /// <summary>Records an error at the current position.</summary>
    public void Fail(string message) => FailAt(_position, message);

    /// <summary>Records an error so many characters before the current position.</summary>
    public void FailAt(int position, string message) =>
        Error ??= new ParseError(_line, position + 1, message);

    /// <summary>The current position, for a later <see cref="FailAt"/>.</summary>
    public int Position => _position;

    /// <summary>Records an error unless the line is used up.</summary>
    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            Fail($"unexpected '{PeekWord()}'");
        }
    }

    /// <summary>Reads a number out of a part of the line.</summary>
    public ulong NumberIn(string word, int at, string meaning, ulong maximum)
    {
        if (Error is not null)
        {
            return 0;
        }

        bool hexadecimal = word.StartsWith("0x", StringComparison.Ordinal);
        bool parsed = hexadecimal
            ? ulong.TryParse(
                word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        if (!parsed)
        {
            FailAt(at, $"'{word}' is not a number for {meaning}");
            return 0;
        }

        if (number > maximum)
        {
            FailAt(at, $"{word} is too large for {meaning}: the most is 0x{maximum:x}");
            return 0;
        }

        return number;
    }

    /// <summary>Reads an MSR index out of a part of the line.</summary>
    public uint IndexIn(string word, int at, string meaning)
    {
        if (word.Length == 0 || !char.IsLetter(word[0]))
        {
            return (uint)NumberIn(word, at, meaning, uint.MaxValue);
        }

        uint? index = MsrNames.Find(word, out string problem);
        if (index is null)
        {
            FailAt(at, problem);
        }

        return index ?? 0;
    }

    /// <summary>Reads a number that may be negative out of a part of the line.</summary>
    public int SignedIn(string word, int at, string meaning)
    {
        const ulong MostNegative = 1UL << 31;
        return word.StartsWith('-')
            ? (int)-(long)NumberIn(word[1..], at + 1, meaning, MostNegative)
            : (int)NumberIn(word, at, meaning, int.MaxValue);
    }

    private ReadOnlySpan<char> PeekWord()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_position);
        int blank = rest.IndexOfAny(' ', '\t');
        return blank < 0 ? rest : rest[..blank];
    }

    private void Advance(int length)
    {
        _position += length;
        SkipBlanks();
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
        {
            _position++;
        }
    }
}
