using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>Carries threads from one point that others can notice to the next, on one core.</summary>
internal sealed class ThreadStepper
{
    /// <summary>The most instructions from one point to the next; a decision has some hundred in all.</summary>
    private const int Budget = 1_000_000;

    private readonly LoadedKernel _loaded;
    private readonly ObjectThread[] _threads;
    private readonly InstructionUses _uses;
    private readonly ServiceUses _services;
    private readonly SteppedInstruction _instruction;
    private int _running;

    /// <summary>Steps threads.</summary>
    /// <param name="loaded">The kernel.</param>
    /// <param name="threads">The threads.</param>
    public ThreadStepper(LoadedKernel loaded, ObjectThread[] threads)
    {
        _loaded = loaded;
        _threads = threads;
        Places = new SharedPlaces(loaded.Image);
        _uses = new InstructionUses(loaded.Space);
        _services = new ServiceUses(loaded.Services.Heap, Places);
        _instruction = new SteppedInstruction(loaded.Core, loaded.Space, Places);
    }

    /// <summary>Whether what a thread stores is seen by others later.</summary>
    public bool BuffersStores { get; set; }

    /// <summary>What is shared.</summary>
    public SharedPlaces Places { get; }

    private ObjectCore Core => _loaded.Core;

    /// <summary>Has a thread come to the first instruction of a call.</summary>
    public void Enter(int number, EntryCall entry, ulong first, ulong second)
    {
        KeepRegisters();
        Take(number);
        _loaded.Enter(entry, first, second, number);
        ObjectThread thread = _threads[number];
        thread.IsInCall = true;
        thread.Read = null;
    }

    /// <summary>Has a thread that has begun with a call end it; what it waits for, it waits for ever.</summary>
    public void Complete(int number)
    {
        Switch(number);
        ObjectThread thread = _threads[number];
        for (int i = 0; i < Budget && thread.IsInCall; i++)
        {
            Note(thread, Core.Step());
        }

        NoteHang(thread);
    }

    /// <summary>Has a thread go on to its next point, which is not carried out.</summary>
    public void Settle(int number)
    {
        Switch(number);
        ObjectThread thread = _threads[number];
        for (int i = 0; i < Budget && thread.IsInCall; i++)
        {
            if (IsAtPoint(thread))
            {
                return;
            }

            Note(thread, Core.Step());
        }

        NoteHang(thread);
    }

    /// <summary>Carries out the point that a thread stands at, and goes on to the next.</summary>
    public void Advance(int number)
    {
        Switch(number);
        ObjectThread thread = _threads[number];
        InstructionUse use = UseHere();
        if (thread.Read is null && thread.ReadsFirst)
        {
            thread.Read = _instruction.Read(use, thread);
            AddAccesses(thread, use, SharedAccessKind.Write);
            return;
        }

        CallResult? result = _instruction.Execute(use, thread, BuffersStores);
        thread.Read = null;
        Note(thread, result);
        Settle(number);
    }

    /// <summary>Whether a thread waits for a lock, or for its own stores to be visible.</summary>
    public bool Waits(ObjectThread thread) =>
        (thread.NeedsFlush && !thread.Stores.IsEmpty)
        || (thread.Lock is { } wanted && _loaded.Services.Locks.IsHeld(wanted.Kind, wanted.Address));

    /// <summary>Makes a thread's oldest store visible.</summary>
    public void Flush(int number)
    {
        (ulong address, byte[] bytes) = _threads[number].Stores.Oldest;
        _ = _loaded.Space.Write(address, bytes);
        _threads[number].Stores.RemoveOldest();
    }

    /// <summary>Where a thread stands.</summary>
    public SchedulePoint PointOf(int number)
    {
        Switch(number);
        ulong rip = Core.Current.Rip;
        if (Core.NextService is { } service)
        {
            return new SchedulePoint(service, $"called from {_loaded.Image.WhereFrom(Core.NextCall.Caller)}");
        }

        ObjectThread thread = _threads[number];
        IEnumerable<string> places = UseHere().Operands
            .Select(operand => operand.AddressIn(in Core.Current)).Where(Places.Holds).Select(NameOf).Distinct();
        string verb = thread.Read is not null || thread.Next.Any(access => access.Kind == SharedAccessKind.Write)
            ? "writes" : "reads";
        return new SchedulePoint(
            _loaded.Image.PlaceOf(rip), $"{verb} {string.Join(" and ", places)}{_loaded.Image.LineBehind(rip)}");
    }

    private string NameOf(ulong address) =>
        _loaded.NameOf(address) ?? _loaded.Services.Heap.NameOf(address) ?? _loaded.Image.PlaceOf(address);

    private InstructionUse UseHere() =>
        Core.NextService is null ? _uses.At(Core.Current.Rip) : InstructionUse.Nothing;

    /// <summary>Whether others can notice what comes next; if so, that is taken down.</summary>
    private bool IsAtPoint(ObjectThread thread)
    {
        thread.Next.Clear();
        thread.Lock = null;
        thread.ReadsFirst = false;
        if (Core.NextService is { } service)
        {
            thread.NeedsFlush = BuffersStores;
            thread.Lock = _loaded.Services.SymbolOf(service) is { } symbol
                ? _services.Add(symbol, Core.NextCall, thread.Next) : null;
            return true;
        }

        InstructionUse use = _uses.At(Core.Current.Rip);
        thread.NeedsFlush = use.IsFence && BuffersStores;
        (bool reads, bool writes) = SharedUse(use);
        if (!thread.NeedsFlush && !reads && !writes)
        {
            return false;
        }

        thread.ReadsFirst = reads && writes && !use.IsAtomic;
        AddAccesses(thread, use, thread.ReadsFirst ? SharedAccessKind.Read : null);
        return true;
    }

    /// <summary>Whether an instruction reads, and whether it writes, what is shared.</summary>
    private (bool Reads, bool Writes) SharedUse(InstructionUse use)
    {
        if (use.Repeats && Core.Current.Registers[RegisterFile.Rcx] == 0)
        {
            return default;
        }

        bool reads = false;
        bool writes = false;
        foreach (MemoryOperand operand in use.Operands)
        {
            bool isShared = Places.Holds(operand.AddressIn(in Core.Current));
            reads |= isShared && operand.Reads;
            writes |= isShared && operand.Writes;
        }

        return (reads, writes);
    }

    /// <summary>Takes down what an instruction does, or the part of it that reads, or that writes.</summary>
    private void AddAccesses(ObjectThread thread, InstructionUse use, SharedAccessKind? only)
    {
        thread.Next.Clear();
        if (thread.NeedsFlush)
        {
            thread.Next.Add(new SharedAccess(SharedPlaces.OfBuffer(_running), SharedAccessKind.Read));
        }

        foreach (MemoryOperand operand in use.Operands)
        {
            ulong address = operand.AddressIn(in Core.Current);
            if (operand.Reads && only != SharedAccessKind.Write && !(operand.Writes && only is null))
            {
                Places.Add(thread.Next, address, (ulong)operand.Size, SharedAccessKind.Read);
            }

            if (operand.Writes && only != SharedAccessKind.Read && Places.Holds(address))
            {
                AddWrite(thread, use, address, (ulong)operand.Size);
            }
        }
    }

    /// <summary>A store that is buffered is for others what the flush of it is.</summary>
    private void AddWrite(ObjectThread thread, InstructionUse use, ulong address, ulong size)
    {
        if (BuffersStores && !use.IsAtomic)
        {
            thread.Next.Add(new SharedAccess(SharedPlaces.OfBuffer(_running), SharedAccessKind.Write));
        }
        else
        {
            Places.Add(thread.Next, address, size, SharedAccessKind.Write);
        }
    }

    private static void Note(ObjectThread thread, CallResult? result)
    {
        if (result is { } ended)
        {
            thread.Result = ended;
            thread.IsInCall = false;
        }
    }

    private void NoteHang(ObjectThread thread)
    {
        if (thread.IsInCall)
        {
            Note(thread, CallResult.Ended(
                CallEnd.Hang, FindingKind.Hang, $"no end, at {_loaded.Image.Where(Core.Current.Rip)}"));
        }
    }

    private void Switch(int number)
    {
        if (_running != number)
        {
            KeepRegisters();
            Take(number);
            Core.Load(in _threads[number].Registers);
        }
    }

    private void KeepRegisters() => _threads[_running].Registers = Core.Current;

    private void Take(int number)
    {
        _running = number;
        _loaded.Services.Locks.Thread = number;
        _loaded.Services.User = _threads[number].User;
    }
}
