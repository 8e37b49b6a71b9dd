using System.Numerics;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Changes inputs that showed something, and runs them.</summary>
internal sealed class FuzzLoop
{
    private const int BlindPool = 256;
    private const int ShortestLimit = 4;

    private readonly EngineSession _session;
    private readonly ManagedFlags _flags;
    private readonly RandomStream _random;
    private readonly Mutator _mutator;
    private readonly Corpus _corpus = new();
    private readonly CorpusFolder[] _folders;
    private readonly byte[] _buffer;
    private readonly bool _isBlind;
    private int _limit;
    private long _limitSetAt;
    private long _reloadAt;

    /// <summary>A loop that has run nothing yet.</summary>
    /// <param name="session">Runs inputs.</param>
    /// <param name="seed">Decides them.</param>
    /// <param name="dictionary">Words that they are made of.</param>
    public FuzzLoop(EngineSession session, uint seed, IReadOnlyList<byte[]> dictionary)
    {
        _session = session;
        _flags = session.Flags;
        _random = new RandomStream(seed);
        _isBlind = session.Features.CounterCount == 0;
        _mutator = new Mutator(_random, new MutationSources(
            dictionary, session.Features.Operands, _flags.UseCompares, _flags.CrossOver, _flags.OnlyAscii));
        _folders = [.. session.Words.Folders.Select(path => new CorpusFolder(path))];
        _buffer = new byte[session.MaxLength];
    }

    private bool IsDone =>
        (_flags.Runs >= 0 && _session.Executor.Executions >= _flags.Runs) || _session.IsOver();

    /// <summary>Runs what was found before, then what is made of it.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        int status = RunSeeds();
        if (status == EngineStatus.Success)
        {
            _limit = _flags.LengthControl == 0
                ? _buffer.Length
                : Math.Min(_buffer.Length, Math.Max(ShortestLimit, _corpus.Longest));
            _limitSetAt = _session.Executor.Executions;
            _session.Progress.Line("INITED", _corpus, _limit);
            status = RunMutations();
        }

        if (status == EngineStatus.Success)
        {
            _session.Progress.Line("DONE", _corpus, _limit);
        }

        _session.PrintEnd();
        return status;
    }

    private int RunSeeds()
    {
        List<byte[]> seeds =
        [
            .. _folders.SelectMany(folder => folder.ReadNew()),
            .. _session.Words.Files.Select(File.ReadAllBytes),
        ];
        _session.Progress.Note($"{seeds.Count} inputs to begin with, {seeds.Sum(seed => (long)seed.Length)} bytes");
        if (_flags.Shuffle)
        {
            for (int left = seeds.Count; left > 1; left--)
            {
                int other = _random.Below(left);
                (seeds[left - 1], seeds[other]) = (seeds[other], seeds[left - 1]);
            }
        }

        int status = RunSeed([]);
        foreach (byte[] seed in seeds.OrderBy(seed => seed.Length))
        {
            status = status == EngineStatus.Success ? RunSeed(_session.Shorten(seed)) : status;
        }

        return status;
    }

    private int RunSeed(byte[] input)
    {
        if (_session.Executor.Run(input) is { } problem)
        {
            return _session.Keeper.Keep(input, problem, []);
        }

        if (_session.Features.Collect() || _isBlind || _corpus.Count == 0)
        {
            _corpus.Add(new CorpusEntry(input, [.. _session.Features.Fresh], File: null));
        }

        return EngineStatus.Success;
    }

    private int RunMutations()
    {
        _reloadAt = Environment.TickCount64 + (_flags.Reload * 1000L);
        while (!IsDone)
        {
            if (_flags.Reload > 0 && _folders.Length > 0 && Environment.TickCount64 >= _reloadAt)
            {
                int reloaded = Reload();
                if (reloaded != EngineStatus.Success)
                {
                    return reloaded;
                }
            }

            int status = MutateOne(_corpus.Choose(_random));
            if (status != EngineStatus.Success)
            {
                return status;
            }

            GrowLimit();
        }

        return EngineStatus.Success;
    }

    /// <summary>Changes one input again and again, until that shows something new.</summary>
    private int MutateOne(int index)
    {
        CorpusEntry entry = _corpus[index];
        int limit = Math.Max(entry.Bytes.Length, _limit);
        Span<byte> buffer = _buffer.AsSpan(0, limit);
        entry.Bytes.CopyTo(buffer);
        int size = entry.Bytes.Length;
        _mutator.StartTrail();
        for (int depth = 0; depth < _flags.MutateDepth && !IsDone; depth++)
        {
            size = _mutator.Mutate(buffer, size, _corpus[_random.Below(_corpus.Count)].Bytes);
            ReadOnlySpan<byte> input = buffer[..size];
            if (_session.Executor.Run(input) is { } problem)
            {
                return _session.Keeper.Keep(input, problem, _mutator.Trail);
            }

            if (BitOperations.IsPow2(_session.Executor.Executions))
            {
                _session.Progress.Line("pulse", _corpus, _limit);
            }

            if (Consider(input, index))
            {
                break;
            }
        }

        return EngineStatus.Success;
    }

    /// <summary>
    /// Keeps an input that shows something new, or as much as the one it was made of though it is smaller.
    /// </summary>
    private bool Consider(ReadOnlySpan<byte> input, int index)
    {
        FeatureSet features = _session.Features;
        if (features.Collect())
        {
            _mutator.KeepWords();
            _corpus.Add(new CorpusEntry(input.ToArray(), [.. features.Fresh], Write(input)));
            Tell("NEW", input.Length);
            return true;
        }

        if (_isBlind)
        {
            Remember(input);
            return false;
        }

        CorpusEntry parent = _corpus[index];
        if (!_flags.ReduceInputs || input.Length >= parent.Bytes.Length || parent.Features.Length == 0
            || !features.LastShowed(parent.Features))
        {
            return false;
        }

        string? file = Write(input);
        if (parent.File is { } old && old != file)
        {
            _folders[0].Delete(old);
        }

        _corpus.Replace(index, parent with { Bytes = input.ToArray(), File = file });
        Tell("REDUCE", input.Length);
        return true;
    }

    private void Tell(string what, int size)
    {
        _limitSetAt = _session.Executor.Executions;
        _session.Progress.Unit(what, _corpus, _limit, size, _mutator.Trail);
    }

    private string? Write(ReadOnlySpan<byte> input) => _folders is [var first, ..] ? first.Write(input) : null;

    /// <summary>Without counters nothing says which inputs are worth while: any may be.</summary>
    private void Remember(ReadOnlySpan<byte> input)
    {
        CorpusEntry entry = new(input.ToArray(), [], File: null);
        if (_corpus.Count < BlindPool)
        {
            _corpus.Add(entry);
        }
        else
        {
            _corpus.Replace(_random.Below(_corpus.Count), entry);
        }
    }

    /// <summary>Runs what other processes put into the first folder.</summary>
    private int Reload()
    {
        int before = _corpus.Count;
        int status = EngineStatus.Success;
        foreach (byte[] input in _folders[0].ReadNew())
        {
            status = status == EngineStatus.Success ? RunSeed(_session.Shorten(input)) : status;
        }

        if (_corpus.Count > before)
        {
            _session.Progress.Line("RELOAD", _corpus, _limit);
        }

        _reloadAt = Environment.TickCount64 + (_flags.Reload * 1000L);
        return status;
    }

    /// <summary>Lets inputs grow when nothing new was found for a while; the longer they are, the later.</summary>
    private void GrowLimit()
    {
        int step = BitOperations.Log2((uint)Math.Max(2, _limit));
        if (_limit < _buffer.Length
            && _session.Executor.Executions - _limitSetAt > (long)_flags.LengthControl * step)
        {
            _limit = Math.Min(_buffer.Length, _limit + step);
            _limitSetAt = _session.Executor.Executions;
        }
    }
}
