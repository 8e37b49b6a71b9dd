using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>
/// Executes one instruction of a thread as a processor among others does: it may read at one time and write at a later
/// one, and what it writes may be seen by others later still. For that the bytes that it is to read are put in front of
/// it, and what is not to be seen yet is taken away behind it.
/// </summary>
/// <param name="core">The core, with the registers of the thread.</param>
/// <param name="space">The memory.</param>
/// <param name="places">What is shared.</param>
internal sealed class SteppedInstruction(ObjectCore core, KernelSpace space, SharedPlaces places)
{
    /// <summary>Reads what an instruction is going to read of what is shared.</summary>
    public List<(ulong Address, byte[] Bytes)> Read(InstructionUse use, ObjectThread thread) =>
    [
        .. from operand in use.Operands
           where operand.Reads
           let address = operand.AddressIn(in core.Current)
           where places.Holds(address)
           select (address, Seen(address, operand.Size, thread)),
    ];

    /// <summary>Executes the instruction.</summary>
    /// <param name="use">What it does with memory.</param>
    /// <param name="thread">The thread; what it has read before is what the instruction reads.</param>
    /// <param name="buffers">Whether what it stores is seen by others later.</param>
    /// <returns>What the call came to; null if it goes on.</returns>
    public CallResult? Execute(InstructionUse use, ObjectThread thread, bool buffers)
    {
        if (thread.Read is null && !buffers)
        {
            return StepOnce(use);
        }

        List<(ulong Address, byte[] Bytes)> read = thread.Read ?? Read(use, thread);
        List<(ulong Address, byte[] Bytes, bool IsWritten)> memory = Shared(use);
        foreach ((ulong address, byte[] bytes) in read)
        {
            _ = space.Write(address, bytes);
        }

        CallResult? result = StepOnce(use);
        bool isDone = result is null && CpuTables.VectorAt(core.Current.Rip) is null;
        foreach ((ulong address, byte[] bytes, bool isWritten) in memory)
        {
            Settle(address, bytes, isWritten && isDone, buffers && !use.IsAtomic ? thread.Stores : null);
        }

        return result;
    }

    /// <summary>What is written stays, or goes to the buffer; all else is as it was.</summary>
    private void Settle(ulong address, byte[] before, bool isWritten, StoreBuffer? stores)
    {
        if (isWritten && stores is not null)
        {
            byte[] written = new byte[before.Length];
            _ = space.Read(address, written);
            stores.Add(address, written);
        }

        if (!isWritten || stores is not null)
        {
            _ = space.Write(address, before);
        }
    }

    private List<(ulong Address, byte[] Bytes, bool IsWritten)> Shared(InstructionUse use)
    {
        List<(ulong Address, byte[] Bytes, bool IsWritten)> memory = [];
        foreach (MemoryOperand operand in use.Operands)
        {
            ulong address = operand.AddressIn(in core.Current);
            byte[] bytes = new byte[operand.Size];
            if (places.Holds(address) && space.Read(address, bytes) == bytes.Length)
            {
                memory.Add((address, bytes, operand.Writes));
            }
        }

        return memory;
    }

    private byte[] Seen(ulong address, int size, ObjectThread thread)
    {
        byte[] bytes = new byte[size];
        _ = space.Read(address, bytes);
        thread.Stores.Forward(address, bytes);
        return bytes;
    }

    /// <summary>One instruction, and of one that repeats one turn: each turn is a step of its own.</summary>
    private CallResult? StepOnce(InstructionUse use)
    {
        ulong turns = core.Current.Registers[RegisterFile.Rcx];
        if (!use.Repeats || turns < 2)
        {
            return core.Step();
        }

        ulong at = core.Current.Rip;
        core.SetRegister(RegisterFile.Rcx, 1);
        CallResult? result = core.Step();
        if (result is null && CpuTables.VectorAt(core.Current.Rip) is not null)
        {
            return result;
        }

        bool isZero = core.Current.Rflags.HasFlag(Rflags.Zero);
        core.SetRegister(RegisterFile.Rcx, turns - 1);
        if (use.WhileZero is null || use.WhileZero == isZero)
        {
            core.SetRegister(RegisterFile.Rip, at);
        }

        return result;
    }
}
