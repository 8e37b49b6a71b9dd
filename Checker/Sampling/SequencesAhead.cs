using System.Collections.Concurrent;
using CsCheck;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// The sequences of a seed, in order, generated ahead of their use by a thread of its own: what a sequence is does not
/// depend on what those before it showed. That thread ends with <see cref="Dispose"/>.
/// </summary>
internal sealed class SequencesAhead : IDisposable
{
    /// <summary>Few enough that a run which ends at once has made little for nothing.</summary>
    private const int BatchSize = 64;
    private const int BatchesAhead = 4;

    private readonly BlockingCollection<GeneratedSequence[]> _batches = new(BatchesAhead);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _generating;

    /// <summary>Begins to generate.</summary>
    /// <param name="options">The seed, how many sequences, and how long they may be.</param>
    public SequencesAhead(RandomOptions options) => _generating = Task.Factory.StartNew(
        () => Generate(options), _end.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The sequences, each as soon as it is there. What goes wrong in generating is thrown here.</summary>
    public IEnumerable<GeneratedSequence> Sequences()
    {
        foreach (GeneratedSequence[] batch in _batches.GetConsumingEnumerable())
        {
            foreach (GeneratedSequence sequence in batch)
            {
                yield return sequence;
            }
        }

        _generating.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _ = Task.WaitAny(_generating);
        _batches.Dispose();
        _end.Dispose();
    }

    private void Generate(RandomOptions options)
    {
        try
        {
            SequenceGenerator generator = new(options.MaxLength, options.Target);
            PCG random = new(0, options.Seed);
            for (long left = options.Sequences; left > 0; left -= BatchSize)
            {
                GeneratedSequence[] batch = new GeneratedSequence[Math.Min(left, BatchSize)];
                Fill(batch, generator, random);
                _batches.Add(batch, _end.Token);
            }
        }
        finally
        {
            _batches.CompleteAdding();
        }
    }

    private static void Fill(GeneratedSequence[] batch, SequenceGenerator generator, PCG random)
    {
        List<ulong> words = [];
        for (int i = 0; i < batch.Length; i++)
        {
            words.Clear();
            Command[] commands = generator.Generate(random, words);
            batch[i] = new GeneratedSequence(commands, [.. words]);
        }
    }
}
