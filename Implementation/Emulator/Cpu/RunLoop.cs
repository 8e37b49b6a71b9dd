using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// Executes: whole blocks as long as nothing needs care between two instructions, and else one instruction at a time,
/// with what the architecture does at its boundaries.
/// </summary>
internal sealed class RunLoop(Core core)
{
    private readonly BlockCache _blocks = new(core);
    private readonly IInterruptSource? _interrupts =
        core.Platform.Interrupts is NoInterrupts ? null : core.Platform.Interrupts;

    private readonly Op[] _alone = [default, new Op { Handler = BlockEnd.Stop }];
    private Block? _previous;
    private int _running = Block.None;
    private bool _isRestart;

    /// <summary>
    /// What it depends on which block follows another. It differs while the next instruction needs care, and under care
    /// nothing is chained; so a link that holds says as well that none is needed.
    /// </summary>
    private ulong Context => (core.Memory.Physical.CodeEpoch << 8) | core.BlockContext;

    /// <summary>
    /// How many instructions come, in the block that runs, before the one that is executed: what its devices must see
    /// of time that has not been counted yet. The block is kept by number, because to store a reference costs more.
    /// </summary>
    internal int RunningOrdinal =>
        _running == Block.None ? 0 : _blocks.Numbered(_running).OrdinalAt(core.State.Rip - core.BlockStart);

    /// <summary>Runs; false when the budget is used up, true when the core leaves with its last exit.</summary>
    /// <param name="budget">The most instructions to attempt.</param>
    internal bool Run(long budget)
    {
        _previous = null;
        long end = budget > long.MaxValue - core.Ticks ? long.MaxValue : core.Ticks + budget;
        while (core.Ticks < end && !core.IsStopped)
        {
            StepStatus status = Step(end);
            if (status == StepStatus.Exit || (status == StepStatus.Event && !TryDeliver()))
            {
                return true;
            }
        }

        return core.IsStopped;
    }

    /// <summary>The bytes of the instruction at RIP, or those up to where they cannot be fetched.</summary>
    internal InstructionBytes BytesAtInstruction() => _blocks.BytesAtInstruction();

    private StepStatus Step(long end)
    {
        if (_interrupts is not null && TryTakeInterrupt(_interrupts))
        {
            core.Ticks++;
            return StepStatus.Event;
        }

        if (core.NeedsCare)
        {
            return StepCarefully();
        }

        if (!TryFind(out Block? block))
        {
            core.Ticks++;
            return StepStatus.Event;
        }

        long quietUntil = Math.Min(end, _interrupts?.QuietUntil(core.Ticks) ?? end);
        core.LoopEnd = quietUntil;
        core.LoopEpoch = core.Memory.Physical.CodeEpoch;
        StepStatus status = block.Count <= quietUntil - core.Ticks ? ExecuteChain(block, end) : ExecuteFirst(block);
        return core.StepsByNewFlags ? DebugTraps.RaiseByNewFlags(core) : status;
    }

    /// <summary>Executes a block and those chained behind it, until one is not or something asks for care.</summary>
    private StepStatus ExecuteChain(Block block, long end)
    {
        // What a device answers with must come before the next instruction, not behind the block.
        core.Memory.DefersDeviceWrites = _interrupts is not null && block.Count > 1;
        while (true)
        {
            StepStatus status = Execute(block);
            Block? next = status == StepStatus.Branch && _interrupts is null
                ? block.Successor(core.State.Rip, Context)
                : null;
            if (next is null || next.Count > end - core.Ticks)
            {
                _previous = block;
                return status;
            }

            block = next;
        }
    }

    private bool TryFind([NotNullWhen(true)] out Block? block)
    {
        ulong rip = core.State.Rip;
        if (_isRestart)
        {
            _isRestart = false;
            block = _blocks.DecodeAlone(rip);
            return block is not null;
        }

        ulong context = Context;
        block = _previous?.Successor(rip, context);
        if (block is null)
        {
            if (!_blocks.TryFind(out block))
            {
                return false;
            }

            // Decoding may itself have moved the epoch; a link made under the old one merely never holds.
            _previous?.Chain(rip, context, block);
        }

        return true;
    }

    /// <summary>
    /// Executes a block until it ends, or something in it says otherwise. Most handlers go on to the next by
    /// themselves. Those that leave early say where; an event leaves RIP at its instruction.
    /// </summary>
    private StepStatus Execute(Block block)
    {
        Core machine = core;
        ref Op op = ref MemoryMarshal.GetArrayDataReference(block.Ops);
        machine.BlockStart = machine.State.Rip;
        machine.Ordinal = block.Count - 1;
        _running = block.Id;
        StepStatus status = op.Handler.Invoke(machine, in op);
        while (status is StepStatus.Next or StepStatus.Again)
        {
            int next = status == StepStatus.Again
                ? machine.Ordinal
                : block.OrdinalAt(machine.State.Rip - machine.BlockStart) + 1;
            op = ref block.Ops[next];
            machine.Ordinal = block.Count - 1;
            machine.State.Rip = machine.BlockStart + op.Offset;
            status = op.Handler.Invoke(machine, in op);
        }

        if (status == StepStatus.Event)
        {
            machine.Ordinal = block.OrdinalAt(machine.State.Rip - machine.BlockStart);
        }

        machine.Ticks += machine.Ordinal + 1;
        _running = Block.None;
        return status;
    }

    /// <summary>Executes the first instruction of a block alone: in a place with a stop behind it.</summary>
    private StepStatus ExecuteFirst(Block block)
    {
        core.Memory.DefersDeviceWrites = false;
        _alone[0] = block.First;
        ref readonly Op op = ref _alone[0];
        core.BlockStart = core.State.Rip;
        _previous = null;
        StepStatus status = op.Handler.Invoke(core, in op);
        if (status == StepStatus.Next)
        {
            core.Advance(op.Length);
        }

        core.Ticks++;
        return status;
    }

    /// <summary>
    /// Executes one instruction with its boundaries: a breakpoint before it, the end of a shadow and of RF, and the
    /// traps behind it.
    /// </summary>
    private StepStatus StepCarefully()
    {
        // Nothing is chained behind an instruction that is executed with care, or in front of it.
        _previous = null;
        if (DebugTraps.TryRaiseAtInstruction(core))
        {
            core.Ticks++;
            return StepStatus.Event;
        }

        if (!TryFind(out Block? block))
        {
            core.Ticks++;
            return StepStatus.Event;
        }

        var boundary = InstructionBoundary.Leave(core);
        StepStatus status = ExecuteFirst(block);
        bool isAgain = status == StepStatus.Event
            ? core.PendingEvent.Kind == CpuEventKind.Restart
            : status == StepStatus.Exit && core.StandsAtMsrAccess;
        if (isAgain)
        {
            boundary.Return(core);
        }
        else
        {
            status = status == StepStatus.Event ? boundary.RaiseHeld(core) : boundary.RaiseTraps(core, status);
        }

        core.RefreshCare();
        return status;
    }

    private bool TryTakeInterrupt(IInterruptSource interrupts)
    {
        ref readonly CoreState state = ref core.State;
        if (state.Shadow != InterruptShadow.None)
        {
            return false;
        }

        if (interrupts.HasNonMaskable && !state.NmiBlocked)
        {
            interrupts.TakeNonMaskable();
            _ = core.Raise(CpuEvent.NonMaskable);
            return true;
        }

        if ((state.SystemFlags & Rflags.Interrupt) != 0 && interrupts.HasInterrupt(core.Ticks))
        {
            _ = core.Raise(CpuEvent.ExternalInterrupt(interrupts.TakeInterrupt()));
            return true;
        }

        return false;
    }

    /// <summary>
    /// Delivers the event that waits. A restart is none: the instruction stored into decoded code, which is forgotten
    /// now, and is executed again from a decoding of its own that marks no page as code, so that the store goes through
    /// even when it hits the page of the instruction; or it stored to a device, and is executed again alone. The
    /// refused attempt does not count: what happens to be decoded must not be seen on the clock.
    /// </summary>
    private bool TryDeliver()
    {
        _previous = null;
        if (core.PendingEvent.Kind != CpuEventKind.Restart)
        {
            return ExceptionDelivery.TryDeliver(core);
        }

        _isRestart = true;
        core.Ticks--;
        return true;
    }
}
