using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Generates command sequences, aimed at the edges: of the limits, of the index space, and of the ranges that the same
/// sequence has added before. CsCheck supplies the random numbers and the notion of size.
/// </summary>
public sealed class SequenceGenerator : Gen<Command[]>
{
    /// <summary>The most commands of a sequence unless said otherwise.</summary>
    public const int DefaultMaxLength = 64;

    private readonly int _maxLength;
    private readonly Swarm _always;

    /// <summary>A generator of sequences of 1 to <paramref name="maxLength"/> commands.</summary>
    /// <param name="maxLength">The most commands.</param>
    /// <param name="target">The interface that the commands are for.</param>
    /// <exception cref="ArgumentOutOfRangeException">No sequence is shorter than one command.</exception>
    public SequenceGenerator(int maxLength = DefaultMaxLength, Interface target = Interface.Allowlist)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        _maxLength = maxLength;
        _always = target == Interface.Filter ? Swarm.Filters : Swarm.None;
    }

    /// <inheritdoc/>
    public override Command[] Generate(PCG pcg, Size? min, out Size size)
    {
        Command[] commands = Generate(pcg, words: null);
        size = new Size((ulong)commands.Length);
        return commands;
    }

    /// <summary>Generates a sequence of at least one command.</summary>
    /// <param name="random">Decides it.</param>
    /// <param name="words">
    /// Is given its words, or null: they cost least while the fields are at hand that each command is made of.
    /// </param>
    internal Command[] Generate(PCG random, List<ulong>? words)
    {
        Swarm swarm = Swarms.Draw(random) | _always;
        KindTable kinds = KindTable.Of(swarm);
        FieldDrawer drawer = new(random, swarm);
        FieldValues values = new();
        Command[] commands = new Command[1 + (int)random.Below((uint)_maxLength)];

        // Storing into an array of a base class looks at the type of each element; storing into a span does not.
        Span<Command> sequence = commands;
        for (int i = 0; i < sequence.Length; i++)
        {
            CommandDescription kind = kinds.Draw(random);
            bool hasWord = drawer.Draw(kind, values, out ulong word);
            sequence[i] = kind.Make(values);
            if (kind.Theme is CommandTheme.Ranges or CommandTheme.Filters)
            {
                drawer.Remember(Touch.Of(sequence[i]));
            }

            if (hasWord)
            {
                words?.Add(word);
            }
            else if (words is not null)
            {
                WideForm.Append(kind, values, words);
            }
        }

        return commands;
    }
}
