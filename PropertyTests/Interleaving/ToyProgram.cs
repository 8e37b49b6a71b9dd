using System.Collections.Immutable;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>Threads that load, store and lock, and remember what they have loaded.</summary>
/// <param name="threads">What each thread does.</param>
internal class ToyProgram(ImmutableArray<ImmutableArray<ToyStep>> threads) : ISchedulable
{
    private const ulong LockMark = 1UL << 32;

    private readonly Dictionary<int, int> _memory = [];
    private readonly Dictionary<int, int> _holders = [];
    private readonly int[] _done = new int[threads.Length];
    private readonly List<string> _loads = [];
    private readonly List<(int Thread, int Step)> _order = [];
    private readonly SharedAccess[][] _next = [.. threads.Select(_ => new SharedAccess[1])];

    public int Actors => threads.Length;

    /// <summary>What everybody has loaded, what is stored in the end, and who waits for ever.</summary>
    public string Shown => string.Join(' ', _loads.Order(StringComparer.Ordinal))
        + " | " + string.Join(' ', _memory.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}={entry.Value}"))
        + " | " + string.Join(' ', Enumerable.Range(0, Actors).Where(actor => StatusOf(actor) == ThreadStatus.Waiting));

    /// <summary>
    /// How far everybody came, and which of the steps that conflict came first: two schedules with the same are the
    /// same.
    /// </summary>
    public string Trace => string.Join(' ', _done) + ": " + string.Join(
        ' ',
        from later in Enumerable.Range(0, _order.Count)
        from earlier in Enumerable.Range(0, later)
        let one = _order[earlier]
        let other = _order[later]
        where one.Thread != other.Thread
            && TruthOf(one.Thread, one.Step).ConflictsWith(TruthOf(other.Thread, other.Step))
        let text = $"{one}<{other}"
        orderby text
        select text);

    public void Restart()
    {
        _memory.Clear();
        _holders.Clear();
        Array.Clear(_done);
        _loads.Clear();
        _order.Clear();
    }

    public ThreadStatus StatusOf(int actor) =>
        _done[actor] == threads[actor].Length ? ThreadStatus.Idle
        : threads[actor][_done[actor]] is { Kind: ToyKind.Take } take && _holders.ContainsKey(take.Place)
            ? ThreadStatus.Waiting
        : ThreadStatus.Ready;

    public ReadOnlySpan<SharedAccess> NextOf(int actor)
    {
        _next[actor][0] = Told(TruthOf(actor, _done[actor]));
        return _next[actor];
    }

    public void Move(int actor)
    {
        int number = _done[actor]++;
        ToyStep step = threads[actor][number];
        _order.Add((actor, number));
        switch (step.Kind)
        {
            case ToyKind.Load:
                _loads.Add($"{actor}.{number}:{_memory.GetValueOrDefault(step.Place)}");
                break;
            case ToyKind.Store:
                _memory[step.Place] = (actor * 16) + number + 1;
                break;
            case ToyKind.Take:
                _holders.Add(step.Place, actor);
                break;
            case ToyKind.Release:
                _ = _holders.Remove(step.Place);
                break;
        }
    }

    /// <summary>What an explorer is told of a step.</summary>
    protected virtual SharedAccess Told(SharedAccess truth) => truth;

    private SharedAccess TruthOf(int actor, int number)
    {
        ToyStep step = threads[actor][number];
        bool isLock = step.Kind is ToyKind.Take or ToyKind.Release;
        return new SharedAccess(
            (uint)step.Place | (isLock ? LockMark : 0),
            step.Kind switch
            {
                ToyKind.Load => SharedAccessKind.Read,
                ToyKind.Store => SharedAccessKind.Write,
                ToyKind.Take => SharedAccessKind.Take,
                ToyKind.Release => SharedAccessKind.Release,
            });
    }
}
