using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>One of several threads that call functions of loaded objects.</summary>
internal sealed class ObjectThread
{
    /// <summary>A thread that is in no call.</summary>
    public ObjectThread() => User = new UserMemory(new RunningCall());

    /// <summary>The memory of its process.</summary>
    public UserMemory User { get; }

    /// <summary>Its registers while another thread runs.</summary>
    public CoreState Registers;

    /// <summary>Whether it is in a call that has not ended.</summary>
    public bool IsInCall { get; set; }

    /// <summary>What its last call came to.</summary>
    public CallResult Result { get; set; }

    /// <summary>What its next step does that others can notice.</summary>
    public List<SharedAccess> Next { get; } = [];

    /// <summary>What its next step waits for as long as somebody holds it.</summary>
    public (LockKind Kind, ulong Address)? Lock { get; set; }

    /// <summary>Whether its next step is not done before its stores are visible.</summary>
    public bool NeedsFlush { get; set; }

    /// <summary>
    /// Whether its next step is the reading of an instruction that, without LOCK, reads and writes what is shared at
    /// two times.
    /// </summary>
    public bool ReadsFirst { get; set; }

    /// <summary>
    /// What it has read of an instruction whose reading and writing are two steps; null in front of the first.
    /// </summary>
    public List<(ulong Address, byte[] Bytes)>? Read { get; set; }

    /// <summary>What it has stored and others do not see yet.</summary>
    public StoreBuffer Stores { get; } = new();

    /// <summary>Leaves it as if it had never been in a call.</summary>
    public void Reset()
    {
        IsInCall = false;
        Next.Clear();
        Lock = null;
        NeedsFlush = false;
        Read = null;
        Stores.Clear();
        User.Reset();
    }
}
