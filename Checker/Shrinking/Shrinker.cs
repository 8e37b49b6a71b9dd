using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>
/// Makes a diverging sequence small: leaves out commands by delta debugging, then makes the fields of each command
/// simple as their domains say, then moves whole neighbourhoods of indices down together, until nothing more helps.
/// What must survive is the clause that breaks; or what the last command shows, where that takes fewer commands or
/// optional fields: then the clause of what is left explains it. Whether a command was generated or read makes no
/// difference.
/// </summary>
internal sealed class Shrinker
{
    /// <summary>The bound on evaluations unless said otherwise.</summary>
    public const int DefaultMaxEvaluations = 10_000;

    /// <summary>
    /// The most commands of all sequences that are made for one shrink, run or known: of long ones there are fewer.
    /// </summary>
    public const long MaxCommands = 4_000_000;

    private const uint BitsPerLong = 64;

    private readonly Func<Command[], Divergence?> _evaluate;
    private readonly int _maxEvaluations;
    private readonly CancellationToken _cancellation;

    /// <summary>What was tried before, which need not run again: what it showed stays what it shows.</summary>
    private readonly HashSet<Command[]> _tried = new(new SequenceComparer());

    private Command[] _best = [];
    private Divergence _divergence = null!;
    private int _evaluations;
    private long _commands;
    private bool _isCutShort;

    /// <summary>Makes a shrinker, which runs no sequence twice in one shrink.</summary>
    /// <param name="evaluate">Runs a sequence from a fresh VM and gives its first divergence.</param>
    /// <param name="maxEvaluations">How often it may be called.</param>
    /// <param name="cancellation">Ends shrinking early, with the smallest sequence so far.</param>
    public Shrinker(
        Func<Command[], Divergence?> evaluate, int maxEvaluations = DefaultMaxEvaluations,
        CancellationToken cancellation = default)
    {
        _evaluate = evaluate;
        _maxEvaluations = maxEvaluations;
        _cancellation = cancellation;
    }

    /// <summary>Shrinks a sequence that diverges.</summary>
    /// <param name="commands">The sequence.</param>
    /// <param name="divergence">Its first divergence.</param>
    public ShrinkResult Shrink(ReadOnlySpan<Command> commands, Divergence divergence)
    {
        _evaluations = 0;
        _commands = 0;
        _isCutShort = false;
        _tried.Clear();
        Take(commands, divergence);
        bool progress = true;
        while (progress && !_isCutShort)
        {
            progress = RemoveChunks() | RemovePairs() | SimplifyCommands() | LowerNeighbourhoods();
            progress = progress || Substitute() || KeepEnds() || ClearBits();
        }

        return new ShrinkResult(_best, _divergence, _evaluations, !progress && !_isCutShort);
    }

    private bool Exhausted =>
        _evaluations >= _maxEvaluations || _commands >= MaxCommands || _cancellation.IsCancellationRequested;

    /// <summary>Takes a candidate if it breaks the same clause, up to where it does.</summary>
    private bool Accept(Command[] candidate)
    {
        _isCutShort = _isCutShort || Exhausted;
        _commands += candidate.Length;
        if (_isCutShort || !_tried.Add(candidate))
        {
            return false;
        }

        _evaluations++;
        if (_evaluate(candidate) is not { } divergence
            || (divergence.Clause != _divergence.Clause && !Explains(candidate, divergence)))
        {
            return false;
        }

        Take(candidate, divergence);
        return true;
    }

    /// <summary>
    /// Whether the last command shows the same with less before it, or without some of its optional fields: what stood
    /// there only made a clause of it that the difference does not need. An error that is wrong is the same one,
    /// whatever should have been answered in its place.
    /// </summary>
    private bool Explains(Command[] candidate, Divergence divergence)
    {
        Command last = candidate[divergence.Step];
        bool isExpected = divergence.Expected == _divergence.Expected;
        bool isWrongError = divergence.Field is null && divergence.Actual.Kind == OutcomeKind.Error;
        return divergence.Claim == _divergence.Claim
            && (divergence.Step < _divergence.Step
                ? last == _best[^1] && (isExpected || isWrongError)
                : isExpected && IsPlainer(last, _best[^1]));
    }

    /// <summary>Whether one command is another one without some of its optional fields.</summary>
    private static bool IsPlainer(Command command, Command than)
    {
        CommandDescription kind = CommandDescription.Of(command);
        return command != than && kind == CommandDescription.Of(than) && Enumerable.Range(0, kind.Fields.Length).All(
            field => kind.Get(command, field).Number is var number
                && (number == kind.Get(than, field).Number || (kind.Fields[field].IsOptional && number == 0)));
    }

    private void Take(ReadOnlySpan<Command> commands, Divergence divergence)
    {
        _divergence = divergence;
        _best = commands[..(divergence.Step + 1)].ToArray();
        _tried.Add(_best);
    }

    private bool RemoveChunks()
    {
        bool progress = false;
        for (int size = Math.Max(1, _best.Length / 2); size > 0; size /= 2)
        {
            for (int start = _best.Length - size; start >= 0 && !_isCutShort; start -= size)
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
        for (int first = 0; first < _best.Length && !_isCutShort; first++)
        {
            for (int second = first + 1; second < _best.Length && !_isCutShort; second++)
            {
                Command[] candidate = [.. _best[..first], .. _best[(first + 1)..second], .. _best[(second + 1)..]];
                if (Accept(candidate))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Leaves out a command whose work another one can do, or shows the same by a plain look.</summary>
    private bool Substitute()
    {
        foreach (Command[] candidate in Substitution.Of(_best, _divergence))
        {
            if (Accept(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private bool SimplifyCommands()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length && !_isCutShort; i++)
        {
            progress |= Accept(With(i, CommandDescriptions.Simplest));
            foreach (int field in i < _best.Length ? CommandDescription.Of(_best[i]).TellingFields : [])
            {
                progress |= i < _best.Length && Simplify(i, field);
            }
        }

        return progress;
    }

    /// <summary>Finds a simpler value of a field: one that its domain names, else the least by bisection.</summary>
    private bool Simplify(int position, int field)
    {
        CommandDescription kind = CommandDescription.Of(_best[position]);
        Domain domain = kind.FieldDomains[field];
        foreach (FieldValue simpler in domain.Simpler(kind.Get(_best[position], field)))
        {
            if (Accept(With(position, kind.With(_best[position], field, simpler))))
            {
                return true;
            }
        }

        bool clears = domain is ValueDomain && ClearBits(position, field);
        return domain.IsOrdered && (clears | Bisect(position, field) | LowerByOne(position, field));
    }

    /// <summary>
    /// Where single bits matter, "fails" is not monotone: bisection ends above the least, and would go on by ones.
    /// Values of registers are cleared before that, other numbers when nothing else helps.
    /// </summary>
    private bool ClearBits()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length && !_isCutShort; i++)
        {
            CommandDescription kind = CommandDescription.Of(_best[i]);
            for (int field = 0; field < kind.FieldDomains.Length; field++)
            {
                progress |= kind.FieldDomains[field].IsOrdered && ClearBits(i, field);
            }
        }

        return progress;
    }

    private bool ClearBits(int position, int field)
    {
        bool progress = false;
        for (int bit = (int)BitsPerLong - 1; bit >= 0 && position < _best.Length; bit--)
        {
            ulong number = NumberOf(position, field);
            ulong cleared = number & ~(1UL << bit);
            progress |= cleared != number && Accept(WithNumber(position, field, cleared));
        }

        return progress;
    }

    private bool Bisect(int position, int field) => Bisect(
        position,
        command => CommandDescription.Of(command).Get(command, field).Number,
        (command, number) => CommandDescription.Of(command).With(command, field, new FieldValue(number)));

    /// <summary>Finds the least number of a command by bisection, as if all from there on would do.</summary>
    /// <param name="position">The command.</param>
    /// <param name="measure">Its number.</param>
    /// <param name="with">The command with a lower one.</param>
    private bool Bisect(int position, Func<Command, ulong> measure, Func<Command, ulong, Command> with)
    {
        ulong low = 0;
        bool progress = false;
        while (position < _best.Length && measure(_best[position]) is var number && number > low + 1 && !_isCutShort)
        {
            ulong middle = low + ((number - low) / 2);
            bool lowered = Accept(With(position, with(_best[position], middle)));
            progress |= lowered;
            low = lowered ? low : middle;
        }

        return progress;
    }

    /// <summary>
    /// Bisection takes "fails" to be monotone; a last step down makes the end locally minimal all the same.
    /// </summary>
    private bool LowerByOne(int position, int field) =>
        position < _best.Length && NumberOf(position, field) is > 0 and var number
        && Accept(WithNumber(position, field, number - 1));

    /// <summary>Makes ranges small that show what they do at their end, which stays where it is.</summary>
    private bool KeepEnds()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length && !_isCutShort; i++)
        {
            progress |= Bisect(i, command => Touch.Of(command).Count, Neighbourhood.Narrowed);
        }

        return progress;
    }

    private bool LowerNeighbourhoods()
    {
        bool progress = false;
        for (int i = 0; i < _best.Length && !_isCutShort; i++)
        {
            foreach (int field in Neighbourhood.IndicesOf(_best[i]))
            {
                progress |= i < _best.Length && LowerNeighbourhood(i, field);
            }
        }

        return progress;
    }

    private bool LowerNeighbourhood(int position, int field)
    {
        bool progress = false;
        ulong first = Neighbourhood.HasOthers(_best, NumberOf(position, field)) ? NumberOf(position, field) : 0;
        for (ulong step = first; step > 0 && position < _best.Length; step /= 2)
        {
            while (position < _best.Length && NumberOf(position, field) is var anchor && anchor >= step
                && Accept(Neighbourhood.Moved(_best, anchor, step)))
            {
                progress = true;
            }
        }

        return progress;
    }

    private ulong NumberOf(int position, int field) =>
        CommandDescription.Of(_best[position]).Get(_best[position], field).Number;

    private Command[] WithNumber(int position, int field, ulong number) =>
        With(position, CommandDescription.Of(_best[position]).With(_best[position], field, new FieldValue(number)));

    private Command[] With(int position, Command command)
    {
        Command[] candidate = [.. _best];
        candidate[position] = command;
        return candidate;
    }
}
