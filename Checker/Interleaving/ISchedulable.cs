using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// What several actors do together, a step at a time: whoever explores it says who goes on. Deterministic: the same
/// actors in the same order lead to the same state.
/// </summary>
internal interface ISchedulable
{
    /// <summary>How many actors there are; 64 at most.</summary>
    public int Actors { get; }

    /// <summary>Brings back the state that everything begins in.</summary>
    public void Restart();

    /// <summary>How far an actor is: idle if it has nothing left to do.</summary>
    public ThreadStatus StatusOf(int actor);

    /// <summary>What the next step of an actor that is not idle does that others can notice.</summary>
    public ReadOnlySpan<SharedAccess> NextOf(int actor);

    /// <summary>Carries out the next step of an actor that is ready.</summary>
    public void Move(int actor);
}
