namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Makes inputs of inputs. The same numbers, sources and calls give the same inputs. What was changed is remembered
/// until <see cref="StartTrail"/>, so that words that led to something new can be kept.
/// </summary>
internal sealed class Mutator
{
    private const int MostKept = 256;
    private const int MostTries = 100;
    private const int LongestWord = 8;

    private readonly RandomStream _random;
    private readonly MutationSources _sources;
    private readonly ByteMutations _bytes;
    private readonly MutationKind[] _kinds;
    private readonly List<MutationKind> _trail = [];
    private readonly List<ulong> _trailWords = [];
    private readonly List<int> _trailWidths = [];
    private readonly List<byte[]> _kept = [];

    /// <summary>A mutator.</summary>
    /// <param name="random">Decides every change.</param>
    /// <param name="sources">What bytes are taken from.</param>
    public Mutator(RandomStream random, MutationSources sources)
    {
        _random = random;
        _sources = sources;
        _bytes = new ByteMutations(random);
        _kinds = [.. Enum.GetValues<MutationKind>().Where(kind => kind switch
        {
            MutationKind.CrossOver => sources.CrossesOver,
            MutationKind.ManualDict => sources.Dictionary.Count > 0,
            MutationKind.PersAutoDict or MutationKind.CMP => sources.UsesCompares,
            _ => true,
        })];
    }

    /// <summary>What was changed since the trail began, in order.</summary>
    public IReadOnlyList<MutationKind> Trail => _trail;

    /// <summary>Forgets the trail: another input is the base now.</summary>
    public void StartTrail()
    {
        _trail.Clear();
        _trailWords.Clear();
        _trailWidths.Clear();
    }

    /// <summary>The trail led to something new: its words of comparisons are used again.</summary>
    public void KeepWords()
    {
        for (int index = 0; index < _trailWords.Count; index++)
        {
            byte[] word = new byte[_trailWidths[index]];
            ByteMutations.Write(word, _trailWords[index], isBigEndian: false);
            if (_kept.Exists(kept => kept.AsSpan().SequenceEqual(word)))
            {
                continue;
            }

            if (_kept.Count < MostKept)
            {
                _kept.Add(word);
            }
            else
            {
                _kept[_random.Below(MostKept)] = word;
            }
        }
    }

    /// <summary>Changes an input once.</summary>
    /// <param name="buffer">The input, in a buffer as long as the longest that is allowed.</param>
    /// <param name="size">Its size.</param>
    /// <param name="other">Another input, to mix it with; not in the buffer.</param>
    /// <returns>The new size; from 1 to the buffer's length, if that is not 0.</returns>
    public int Mutate(Span<byte> buffer, int size, ReadOnlySpan<byte> other)
    {
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            MutationKind kind = _kinds[_random.Below(_kinds.Length)];
            int changed = Apply(kind, buffer, size, other);
            if (changed > 0)
            {
                _trail.Add(kind);
                MakeAscii(buffer[..changed]);
                return changed;
            }
        }

        return size;
    }

    private int Apply(MutationKind kind, Span<byte> buffer, int size, ReadOnlySpan<byte> other) => kind switch
    {
        MutationKind.EraseBytes => _bytes.EraseBytes(buffer, size),
        MutationKind.InsertByte => _bytes.InsertByte(buffer, size),
        MutationKind.InsertRepeatedBytes => _bytes.InsertRepeatedBytes(buffer, size),
        MutationKind.ChangeByte => _bytes.ChangeByte(buffer, size),
        MutationKind.ChangeBit => _bytes.ChangeBit(buffer, size),
        MutationKind.ShuffleBytes => _bytes.ShuffleBytes(buffer, size),
        MutationKind.ChangeASCIIInt => _bytes.ChangeAsciiInteger(buffer, size),
        MutationKind.ChangeBinInt => _bytes.ChangeBinaryInteger(buffer, size),
        MutationKind.CopyPart => _bytes.CopyPart(buffer, size),
        MutationKind.CrossOver => CrossOver(buffer, size, other),
        MutationKind.ManualDict => PlaceWordOf(_sources.Dictionary, buffer, size),
        MutationKind.PersAutoDict => PlaceWordOf(_kept, buffer, size),
        MutationKind.CMP => ReplaceOperand(buffer, size),
    };

    private int CrossOver(Span<byte> buffer, int size, ReadOnlySpan<byte> other) => _random.Below(3) switch
    {
        0 => _bytes.Overlay(buffer, size, other),
        1 => _bytes.InsertPart(buffer, size, other),
        _ => Splice(buffer, size, other),
    };

    /// <summary>Keeps a beginning, and appends an end of the other input.</summary>
    private int Splice(Span<byte> buffer, int size, ReadOnlySpan<byte> other)
    {
        int kept = _random.Below(size + 1);
        int most = Math.Min(other.Length, buffer.Length - kept);
        if (most <= 0)
        {
            return 0;
        }

        int count = 1 + _random.Below(most);
        other[^count..].CopyTo(buffer[kept..]);
        return kept + count;
    }

    private int PlaceWordOf(IReadOnlyList<byte[]> words, Span<byte> buffer, int size) =>
        words.Count == 0 ? 0 : PlaceWord(words[_random.Below(words.Count)], buffer, size);

    /// <summary>Inserts a word, or writes it over what is there.</summary>
    private int PlaceWord(ReadOnlySpan<byte> word, Span<byte> buffer, int size)
    {
        if (_random.OneIn(2))
        {
            if (size + word.Length > buffer.Length)
            {
                return 0;
            }

            word.CopyTo(ByteMutations.Open(buffer, size, _random.Below(size + 1), word.Length));
            return size + word.Length;
        }

        if (word.Length > size)
        {
            return 0;
        }

        word.CopyTo(buffer[_random.Below(size - word.Length + 1)..]);
        return size;
    }

    /// <summary>
    /// Looks for one operand of a recent comparison in the input, and writes the other one there, or a neighbour of it;
    /// where it does not occur, the other one goes anywhere.
    /// </summary>
    private int ReplaceOperand(Span<byte> buffer, int size)
    {
        if (_sources.Operands.Count == 0)
        {
            return 0;
        }

        OperandPair pair = _sources.Operands[_random.Below(_sources.Operands.Count)];
        (ulong old, ulong wanted) = _random.OneIn(2) ? (pair.Left, pair.Right) : (pair.Right, pair.Left);
        int width = WidthFor(old | wanted, pair.Width);
        bool isBigEndian = _random.OneIn(2);
        wanted += (ulong)(_random.Below(8) switch { 0 => 1, 1 => -1, _ => 0 });

        Span<byte> word = stackalloc byte[LongestWord];
        Span<byte> pattern = word[..width];
        ByteMutations.Write(pattern, old, isBigEndian);
        int at = Find(buffer[..size], pattern);
        ByteMutations.Write(pattern, wanted, isBigEndian);
        int changed = size;
        if (at >= 0)
        {
            pattern.CopyTo(buffer[at..]);
        }
        else
        {
            changed = PlaceWord(pattern, buffer, size);
        }

        if (changed > 0)
        {
            _trailWords.Add(wanted);
            _trailWidths.Add(width);
        }

        return changed;
    }

    /// <summary>A random width of 1, 2, 4 or 8 bytes that holds the bits, at most the comparison's.</summary>
    private int WidthFor(ulong bits, int most)
    {
        int least = bits switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };
        int width = least << _random.Below(4);
        return Math.Min(width, most);
    }

    /// <summary>The first place behind a random one, or the first of all, or -1.</summary>
    private int Find(ReadOnlySpan<byte> input, ReadOnlySpan<byte> pattern)
    {
        if (input.Length < pattern.Length)
        {
            return -1;
        }

        int start = _random.Below(input.Length - pattern.Length + 1);
        int behind = input[start..].IndexOf(pattern);
        return behind >= 0 ? start + behind : input.IndexOf(pattern);
    }

    private void MakeAscii(Span<byte> input)
    {
        if (!_sources.OnlyAscii)
        {
            return;
        }

        foreach (ref byte character in input)
        {
            character &= 0x7F;
            if (character is < 0x20 and not (>= (byte)'\t' and <= (byte)'\r') or 0x7F)
            {
                character = (byte)' ';
            }
        }
    }
}
