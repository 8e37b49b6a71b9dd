using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sequences;

namespace MsrSpec.Checker.Shrinking;

/// <summary>
/// Makes a diverging sequence small: leaves out commands by delta debugging, then makes the parts of each command
/// small by bisection, then moves whole neighbourhoods of indices down together, until nothing more helps. What must
/// survive is the clause that breaks.
/// </summary>
public sealed class Shrinker
{
    /// <summary>The bound on evaluations unless said otherwise.</summary>
    public const int DefaultMaxEvaluations = 10_000;

    private const uint Neighbourhood = 0x4000;
    private const int SubstitutionLength = 3;
    private const int SmallWidth = 6;

    private readonly Func<ulong[], Divergence?> _evaluate;
    private readonly int _maxEvaluations;
    private ulong[] _best = [];
    private Divergence _divergence = null!;
    private int _evaluations;

    /// <summary>A shrinker.</summary>
    /// <param name="evaluate">Runs a sequence from a fresh VM and gives its first divergence.</param>
    /// <param name="maxEvaluations">How often it may be called.</param>
    public Shrinker(Func<ulong[], Divergence?> evaluate, int maxEvaluations = DefaultMaxEvaluations)
    {
        _evaluate = evaluate;
        _maxEvaluations = maxEvaluations;
    }

    /// <summary>Shrinks a sequence that diverges.</summary>
    /// <param name="words">The sequence.</param>
    /// <param name="divergence">Its first divergence.</param>
    public ShrinkResult Shrink(ReadOnlySpan<ulong> words, Divergence divergence)
    {
        _evaluations = 0;
        _divergence = divergence;
        _best = words[..(divergence.Step + 1)].ToArray();
        bool progress = true;
        while (progress && !Exhausted)
        {
            progress = Canonicalize() | RemoveChunks() | RemovePairs() | SimplifyCommands() | LowerNeighbourhoods();
            progress = progress || RemoveBySubstitution();
        }

        return new ShrinkResult(_best, _divergence, _evaluations, !Exhausted);
    }

    private bool Exhausted => _evaluations >= _maxEvaluations;

    /// <summary>Takes a candidate if it breaks the same clause, up to where it does.</summary>
    private bool Accept(ulong[] candidate)
    {
        if (Exhausted)
        {
            return false;
        }

        _evaluations++;
        if (_evaluate(candidate) is not { } divergence || divergence.Clause != _divergence.Clause)
        {
            return false;
        }

        _divergence = divergence;
        _best = candidate[..(divergence.Step + 1)];
        return true;
    }

    /// <summary>Gives every command its simplest word. The commands stay the same, so nothing is run.</summary>
    private bool Canonicalize()
    {
        for (int i = 0; i < _best.Length; i++)
        {
            if (CommandWord.TryEncode(CommandWord.Decode(_best[i]), out ulong simplest))
            {
                _best[i] = simplest;
            }
        }

        return false;
    }

    private bool RemoveChunks()
    {
        bool progress = false;
        for (int size = Math.Max(1, _best.Length / 2); size > 0; size /= 2)
        {
            for (int start = _best.Length - size; start >= 0; start -= size)
            {
                if (start + size <= _best.Length)
                {
                    progress |= Accept([.. _best[..start], .. _best[(start + size)..]]);
                }
            }
        }

        return progress;
    }

    /// <summary>Leaves out two commands that only make sense together, such as an exit and its answer.</summary>
    private bool RemovePairs()
    {
        for (int first = 0; first < _best.Length; first++)
        {
            for (int second = first + 1; second < _best.Length; second++)
            {
                ulong[] candidate = [.. _best[..first], .. _best[(first + 1)..second], .. _best[(second + 1)..]];
                if (Accept(candidate))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Leaves out a command whose work a small part of the last one can do: a failure that is injected, say, where a
    /// buffer cut short fails in the same way. Worth its evaluations only when few commands are left.
    /// </summary>
    private bool RemoveBySubstitution()
    {
        if (_best.Length is < 2 or > SubstitutionLength)
        {
            return false;
        }

        for (int left = 0; left < _best.Length - 1; left++)
        {
            foreach (BitField field in CommandWord.FieldsOf(_best[^1]).Where(field => field.Width <= SmallWidth))
            {
                for (ulong value = 0; value <= field.Max; value++)
                {
                    ulong last = field.Set(_best[^1], value);
                    if (Accept([.. _best[..left], .. _best[(left + 1)..^1], last]))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private bool SimplifyCommands()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length; i++)
        {
            progress |= _best[i] != 0 && Accept(With(i, 0));
            foreach (BitField field in CommandWord.FieldsOf(i < _best.Length ? _best[i] : 0))
            {
                progress |= i < _best.Length && Lower(i, field);
            }
        }

        return progress;
    }

    /// <summary>Finds the smallest value of a part, as far as bisection can.</summary>
    private bool Lower(int position, BitField field)
    {
        ulong value = field.Get(_best[position]);
        if (value == 0)
        {
            return false;
        }

        if (Accept(With(position, field.Set(_best[position], 0)))
            || (field == WordLayout.Bitmap && PlainBitmap(position)))
        {
            return true;
        }

        ulong low = 0;
        bool progress = false;
        while (position < _best.Length && (value = field.Get(_best[position])) - low > 1 && !Exhausted)
        {
            ulong middle = low + ((value - low) / 2);
            bool lowered = Accept(With(position, field.Set(_best[position], middle)));
            progress |= lowered;
            low = lowered ? low : middle;
        }

        return progress | LowerByOne(position, field);
    }

    /// <summary>A pattern that people can read is worth more than the random one that bisection would end at.</summary>
    private bool PlainBitmap(int position)
    {
        ulong plain = Math.Min(WordLayout.Bitmap.Get(_best[position]), BitmapPattern.FirstRandom);
        for (ulong pattern = 1; pattern < plain; pattern++)
        {
            if (Accept(With(position, WordLayout.Bitmap.Set(_best[position], pattern))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Bisection takes "fails" to be monotone; a last step down makes the end locally minimal all the same.
    /// </summary>
    private bool LowerByOne(int position, BitField field)
    {
        if (position >= _best.Length || field.Get(_best[position]) == 0)
        {
            return false;
        }

        return Accept(With(position, field.Set(_best[position], field.Get(_best[position]) - 1)));
    }

    /// <summary>
    /// Moves all indices near one of them down by the same distance, which keeps ranges as they overlap.
    /// </summary>
    private bool LowerNeighbourhoods()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length; i++)
        {
            if (IndexField(_best[i]) is not { } field)
            {
                continue;
            }

            for (ulong step = field.Get(_best[i]); step > 0 && i < _best.Length; step /= 2)
            {
                while (i < _best.Length && field.Get(_best[i]) >= step && Accept(Moved(field.Get(_best[i]), step)))
                {
                    progress = true;
                }
            }
        }

        return progress;
    }

    private ulong[] Moved(ulong anchor, ulong distance)
    {
        ulong[] moved = [.. _best];
        for (int i = 0; i < moved.Length; i++)
        {
            if (IndexField(moved[i]) is { } field)
            {
                ulong index = field.Get(moved[i]);
                bool near = index + Neighbourhood >= anchor && index <= anchor + Neighbourhood;
                moved[i] = near && index >= distance ? field.Set(moved[i], index - distance) : moved[i];
            }
        }

        return moved;
    }

    private static BitField? IndexField(ulong word) => CommandWord.KindOf(word) switch
    {
        CommandKind.AddAllowlist => WordLayout.Base,
        CommandKind.GuestRead or CommandKind.GuestWrite or CommandKind.HostRead or CommandKind.HostWrite
            => WordLayout.Index,
        CommandKind.CompleteExit or CommandKind.EnableCapability or CommandKind.CheckCapability
            or CommandKind.FailNextAllocation or CommandKind.DestroyVm => null,
    };

    private ulong[] With(int position, ulong word)
    {
        ulong[] candidate = [.. _best];
        candidate[position] = word;
        return candidate;
    }
}
