using MsrSpec.Model;

namespace MsrSpec.Checker.Exploring;

/// <summary>Numbers the model states that are reached, so that a search compares numbers.</summary>
internal sealed class StateTable
{
    private readonly Dictionary<VmState, int> _numbers = new(VmStateEquality.Instance);
    private readonly List<VmState> _states = [];

    /// <summary>How many states there are.</summary>
    public int Count => _states.Count;

    /// <summary>The state of a number below <see cref="Count"/>.</summary>
    public VmState this[int number] => _states[number];

    /// <summary>The number of a state; equal states have the same.</summary>
    public int Number(VmState state)
    {
        if (!_numbers.TryGetValue(state, out int number))
        {
            number = _states.Count;
            _numbers.Add(state, number);
            _states.Add(state);
        }

        return number;
    }
}
