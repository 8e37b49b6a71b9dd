using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// A value that a mutex guards: a call judges it and changes it only while it holds the mutex
/// (<c>lockdep_assert_held</c>), and readers that take no lock see what was published last.
/// </summary>
/// <param name="mutex">The mutex.</param>
/// <param name="initial">The value at first.</param>
public sealed class Guarded<T>(KernelMutex mutex, T initial)
    where T : class
{
    private volatile T _value = initial;

    /// <summary>
    /// The value for whoever takes no lock: an access, an onlooker, the end of the VM. That a call which adds a range
    /// does so is accounted for.
    /// </summary>
    public T Published
    {
        get
        {
            mutex.NoteLook();
            return _value;
        }
    }

    /// <summary>The value for the call that holds the mutex; whether it does is accounted for.</summary>
    public T Value
    {
        get
        {
            mutex.AssertHeld(OopsKind.UnlockedJudgement);
            return _value;
        }

        set
        {
            mutex.AssertHeld(OopsKind.UnlockedChange);
            _value = value;
        }
    }

    /// <summary>Gives it a value while nobody can reach it: no call runs, or that is accounted for.</summary>
    public void Reset(T value)
    {
        mutex.NoteReset();
        _value = value;
    }
}
