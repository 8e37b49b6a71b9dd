using CsCheck;
using MsrSpec.Spec.Commands;
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

    /// <summary>A generator of sequences of 1 to <paramref name="maxLength"/> commands.</summary>
    public SequenceGenerator(int maxLength = DefaultMaxLength) => _maxLength = maxLength;

    /// <inheritdoc/>
    public override Command[] Generate(PCG pcg, Size? min, out Size size)
    {
        Swarm swarm = Swarms.Draw(pcg);
        KindTable kinds = KindTable.Of(swarm);
        FieldDrawer drawer = new(pcg, swarm);
        FieldValues values = new();
        Command[] commands = new Command[1 + (int)pcg.Below((uint)_maxLength)];

        // Storing into an array of a base class looks at the type of each element; storing into a span does not.
        Span<Command> sequence = commands;
        for (int i = 0; i < sequence.Length; i++)
        {
            sequence[i] = Next(kinds.Draw(pcg), drawer, values);
        }

        size = new Size((ulong)commands.Length);
        return commands;
    }

    private static Command Next(CommandDescription kind, FieldDrawer drawer, FieldValues values)
    {
        ReadOnlySpan<Domain> domains = kind.FieldDomains.AsSpan();
        for (int field = 0; field < domains.Length; field++)
        {
            values[field] = drawer.Draw(domains[field].Kind);
        }

        Command command = kind.Make(values);
        if (kind.Theme == CommandTheme.Ranges)
        {
            drawer.Remember(Touch.Of(command));
        }

        return command;
    }
}
