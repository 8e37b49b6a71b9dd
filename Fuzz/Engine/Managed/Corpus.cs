namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>The inputs that new ones are made of.</summary>
internal sealed class Corpus
{
    private readonly List<CorpusEntry> _entries = [];

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Their bytes in all.</summary>
    public long TotalSize { get; private set; }

    /// <summary>The bytes of the longest ever.</summary>
    public int Longest { get; private set; }

    /// <summary>An input.</summary>
    public CorpusEntry this[int index] => _entries[index];

    /// <summary>Adds an input.</summary>
    public void Add(CorpusEntry entry)
    {
        _entries.Add(entry);
        TotalSize += entry.Bytes.Length;
        Longest = Math.Max(Longest, entry.Bytes.Length);
    }

    /// <summary>Puts an input in the place of another.</summary>
    public void Replace(int index, CorpusEntry entry)
    {
        TotalSize += entry.Bytes.Length - _entries[index].Bytes.Length;
        Longest = Math.Max(Longest, entry.Bytes.Length);
        _entries[index] = entry;
    }

    /// <summary>Chooses an input to change: the later it was added, the likelier.</summary>
    public int Choose(RandomStream random) => Math.Max(random.Below(Count), random.Below(Count));
}
