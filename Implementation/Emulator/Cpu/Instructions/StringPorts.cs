using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// INS and OUTS. A repeated one goes on for a bounded number of items and is then executed again, so that interrupts
/// and budgets get their turn; while TF or a breakpoint is set the number is one. A fault leaves the items before it
/// done.
/// </summary>
internal static unsafe class StringPorts
{
    private const byte Count = RegisterFile.Rcx * sizeof(ulong);
    private const byte Port = RegisterFile.Rdx * sizeof(ulong);
    private const byte SourceIndex = 6 * sizeof(ulong);
    private const byte TargetIndex = 7 * sizeof(ulong);

    internal static Handler Select(in Instruction instruction)
    {
        bool repeats = instruction.HasRepPrefix || instruction.HasRepnePrefix;
        return instruction.Mnemonic switch
        {
            Mnemonic.Insb => repeats ? new(&Repeat<byte, PortToMemory>) : new(&Once<byte, PortToMemory>),
            Mnemonic.Insw => repeats ? new(&Repeat<ushort, PortToMemory>) : new(&Once<ushort, PortToMemory>),
            Mnemonic.Insd => repeats ? new(&Repeat<uint, PortToMemory>) : new(&Once<uint, PortToMemory>),
            Mnemonic.Outsb => repeats ? new(&Repeat<byte, MemoryToPort>) : new(&Once<byte, MemoryToPort>),
            Mnemonic.Outsw => repeats ? new(&Repeat<ushort, MemoryToPort>) : new(&Once<ushort, MemoryToPort>),
            Mnemonic.Outsd => repeats ? new(&Repeat<uint, MemoryToPort>) : new(&Once<uint, MemoryToPort>),
            _ => Handler.None,
        };
    }

    /// <summary>One of the two directions; an item that does not retire has moved nothing.</summary>
    private interface IDirection
    {
        static abstract StepStatus Move<T>(Core core, in Op op, ushort port)
            where T : unmanaged, IBinaryInteger<T>;
    }

    private readonly struct PortToMemory : IDirection
    {
        /// <summary>The place is known to be writable before the port is read, as reading may change it.</summary>
        public static StepStatus Move<T>(Core core, in Op op, ushort port)
            where T : unmanaged, IBinaryInteger<T>
        {
            ulong offset = IndexOf(core, TargetIndex, op.AddressMask);
            if (!core.TryReadForWrite(SegmentRegister.Es, offset, out T _))
            {
                return StepStatus.Event;
            }

            PortAccessResult result = core.Platform.Ports.Read(port, Unsafe.SizeOf<T>(), out uint value);
            _ = core.TryWrite(SegmentRegister.Es, offset, T.CreateTruncating(value));
            Step<T>(core, TargetIndex, op.AddressMask);
            return StatusOf(result);
        }
    }

    private readonly struct MemoryToPort : IDirection
    {
        public static StepStatus Move<T>(Core core, in Op op, ushort port)
            where T : unmanaged, IBinaryInteger<T>
        {
            if (!core.TryRead(op.Segment, IndexOf(core, SourceIndex, op.AddressMask), out T value))
            {
                return StepStatus.Event;
            }

            uint word = uint.CreateTruncating(value);
            PortAccessResult result = core.Platform.Ports.Write(port, Unsafe.SizeOf<T>(), word);
            Step<T>(core, SourceIndex, op.AddressMask);
            return StatusOf(result);
        }
    }

    private static StepStatus Once<T, TDirection>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TDirection : IDirection
    {
        StepStatus status = MoveItem<T, TDirection>(core, in op);
        return status == StepStatus.Exit ? core.LeaveForDevice(in op) : status;
    }

    private static StepStatus Repeat<T, TDirection>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TDirection : IDirection
    {
        int most = RepeatedTurns.AtOnce(core);
        ulong left = IndexOf(core, Count, op.AddressMask);
        for (int done = 0; left != 0; done++)
        {
            if (done == most)
            {
                return RepeatedTurns.Leave(core, in op);
            }

            StepStatus status = MoveItem<T, TDirection>(core, in op);
            if (status == StepStatus.Event)
            {
                return status;
            }

            SetIndex(core, Count, --left, op.AddressMask);
            if (status == StepStatus.Exit)
            {
                return Leave(core, in op, left);
            }
        }

        return StepStatus.Next;
    }

    /// <summary>Leaves for a device; RIP stays at the instruction while it has items left.</summary>
    private static StepStatus Leave(Core core, in Op op, ulong left)
    {
        ulong rip = core.State.Rip;
        StepStatus status = core.LeaveForDevice(in op);
        if (left != 0)
        {
            _ = RepeatedTurns.Leave(core, in op);
            core.State.Rip = rip;
        }

        return status;
    }

    private static StepStatus MoveItem<T, TDirection>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TDirection : IDirection
    {
        ushort port = RegisterFile.At<ushort>(ref core.State.Registers, Port);
        if (!IoPermission.Permits(core, port, Unsafe.SizeOf<T>()))
        {
            return StepStatus.Event;
        }

        DebugTraps.NotePorts(core, port, Unsafe.SizeOf<T>());
        return TDirection.Move<T>(core, in op, port);
    }

    private static StepStatus StatusOf(PortAccessResult result) =>
        result == PortAccessResult.Stop ? StepStatus.Exit : StepStatus.Next;

    private static void Step<T>(Core core, byte register, ulong mask)
        where T : unmanaged
    {
        bool isDown = (core.State.SystemFlags & Rflags.Direction) != 0;
        ulong step = isDown ? 0UL - (ulong)Unsafe.SizeOf<T>() : (ulong)Unsafe.SizeOf<T>();
        SetIndex(core, register, IndexOf(core, register, mask) + step, mask);
    }

    private static ulong IndexOf(Core core, byte register, ulong mask) =>
        RegisterFile.At<ulong>(ref core.State.Registers, register) & mask;

    /// <summary>Sets a register in the width of the address size.</summary>
    private static void SetIndex(Core core, byte register, ulong value, ulong mask)
    {
        ref RegisterFile file = ref core.State.Registers;
        if (mask == ushort.MaxValue)
        {
            RegisterFile.Set(ref file, register, (ushort)value);
        }
        else
        {
            RegisterFile.At<ulong>(ref file, register) = value & mask;
        }
    }
}
