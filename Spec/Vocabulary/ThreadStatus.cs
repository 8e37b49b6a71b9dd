namespace MsrSpec.Spec.Vocabulary;

/// <summary>How far a thread has come with a call.</summary>
public enum ThreadStatus
{
    /// <summary>It is in no call, or its call has ended.</summary>
    Idle,

    /// <summary>It can go on.</summary>
    Ready,

    /// <summary>It waits for what another thread may do.</summary>
    Waiting,
}
