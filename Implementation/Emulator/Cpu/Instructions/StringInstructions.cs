using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MOVS, CMPS, SCAS, LODS and STOS, alone and repeated. A repetition writes its registers back after each turn, and
/// leaves to the run loop after a number of them with RIP unmoved, so that it can be interrupted.
/// </summary>
internal static unsafe class StringInstructions
{
    private const int Counter = RegisterFile.Rcx * sizeof(ulong);
    private const int Source = 6 * sizeof(ulong);
    private const int Destination = 7 * sizeof(ulong);

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Movsb_m8_m8 or Code.Movsw_m16_m16 or Code.Movsd_m32_m32 or Code.Movsq_m64_m64 =>
            SelectSized<MoveString>(in instruction),
        Code.Cmpsb_m8_m8 or Code.Cmpsw_m16_m16 or Code.Cmpsd_m32_m32 or Code.Cmpsq_m64_m64 =>
            SelectSized<CompareString>(in instruction),
        Code.Scasb_AL_m8 or Code.Scasw_AX_m16 or Code.Scasd_EAX_m32 or Code.Scasq_RAX_m64 =>
            SelectSized<ScanString>(in instruction),
        Code.Lodsb_AL_m8 or Code.Lodsw_AX_m16 or Code.Lodsd_EAX_m32 or Code.Lodsq_RAX_m64 =>
            SelectSized<LoadString>(in instruction),
        Code.Stosb_m8_AL or Code.Stosw_m16_AX or Code.Stosd_m32_EAX or Code.Stosq_m64_RAX =>
            SelectSized<StoreString>(in instruction),
        _ => Handler.None,
    };

    private static Handler SelectSized<TOperation>(in Instruction instruction)
        where TOperation : IStringOperation
    {
        bool isRepeated = instruction.HasRepPrefix || instruction.HasRepnePrefix;
        bool whileEqual = !instruction.HasRepnePrefix;
        return instruction.MemorySize.GetSize() switch
        {
            1 => OfRepetition<TOperation, byte>(isRepeated, whileEqual),
            2 => OfRepetition<TOperation, ushort>(isRepeated, whileEqual),
            4 => OfRepetition<TOperation, uint>(isRepeated, whileEqual),
            8 => OfRepetition<TOperation, ulong>(isRepeated, whileEqual),
            _ => Handler.None,
        };
    }

    private static Handler OfRepetition<TOperation, T>(bool isRepeated, bool whileEqual)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T> => (isRepeated, whileEqual) switch
        {
            (false, _) => new(&Once<TOperation, T>),
            (true, true) => new(&WhileEqual<TOperation, T>),
            (true, false) => new(&WhileNotEqual<TOperation, T>),
        };

    private static StepStatus Once<TOperation, T>(Core core, in Op op)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T> =>
        TryTurn<TOperation, T>(core, in op) ? StepStatus.Next : StepStatus.Event;

    private static StepStatus WhileEqual<TOperation, T>(Core core, in Op op)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T> => Repeat<TOperation, T>(core, in op, whileEqual: true);

    private static StepStatus WhileNotEqual<TOperation, T>(Core core, in Op op)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T> => Repeat<TOperation, T>(core, in op, whileEqual: false);

    /// <summary>A fault in the middle leaves the registers at its turn, and the flags as they were.</summary>
    private static StepStatus Repeat<TOperation, T>(Core core, in Op op, bool whileEqual)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        ArithmeticFlags before = core.State.Arithmetic;
        int most = RepeatedTurns.AtOnce(core);
        bool meetsCode = false;
        for (int turn = 0; turn < most; turn++)
        {
            ulong count = RegisterFile.At<ulong>(ref core.State.Registers, Counter) & op.AddressMask;
            if (count == 0)
            {
                return StepStatus.Next;
            }

            bool isDone = TryTurn<TOperation, T>(core, in op);
            if (!isDone && core.PendingEvent.Kind == CpuEventKind.Restart)
            {
                // The turn met decoded code, which is gone now. To start over would count the turns before it again.
                meetsCode = true;
                isDone = TryTurn<TOperation, T>(core, in op);
            }

            if (!isDone)
            {
                core.State.Arithmetic = before;
                return StepStatus.Event;
            }

            Put(core, in op, Counter, count - 1);
            if (count == 1 || (TOperation.Compares && core.State.Arithmetic.Zero != whileEqual))
            {
                return meetsCode ? core.RetireSerialized(in op) : StepStatus.Next;
            }
        }

        return RepeatedTurns.Leave(core, in op);
    }

    private static bool TryTurn<TOperation, T>(Core core, in Op op)
        where TOperation : IStringOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong source = RegisterFile.At<ulong>(ref core.State.Registers, Source) & op.AddressMask;
        ulong destination = RegisterFile.At<ulong>(ref core.State.Registers, Destination) & op.AddressMask;
        if (!TOperation.TryStep<T>(core, op.Segment, source, destination))
        {
            return false;
        }

        bool isDown = (core.State.SystemFlags & Rflags.Direction) != 0;
        ulong step = (ulong)(isDown ? -Unsafe.SizeOf<T>() : Unsafe.SizeOf<T>());
        if (TOperation.HasSource)
        {
            Put(core, in op, Source, source + step);
        }

        if (TOperation.HasDestination)
        {
            Put(core, in op, Destination, destination + step);
        }

        return true;
    }

    /// <summary>Writes a register in the width of addresses.</summary>
    private static void Put(Core core, in Op op, int place, ulong value)
    {
        if (op.AddressMask == ushort.MaxValue)
        {
            RegisterFile.Set(ref core.State.Registers, place, (ushort)value);
        }
        else
        {
            RegisterFile.Set(ref core.State.Registers, place, value & op.AddressMask);
        }
    }

    private readonly struct MoveString : IStringOperation
    {
        public static bool HasSource => true;

        public static bool HasDestination => true;

        public static bool Compares => false;

        public static bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
            where T : unmanaged, IBinaryInteger<T> =>
            core.TryRead(segment, source, out T value) && core.TryWrite(SegmentRegister.Es, destination, value);
    }

    private readonly struct CompareString : IStringOperation
    {
        public static bool HasSource => true;

        public static bool HasDestination => true;

        public static bool Compares => true;

        public static bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
            where T : unmanaged, IBinaryInteger<T>
        {
            if (!core.TryRead(segment, source, out T left)
                || !core.TryRead(SegmentRegister.Es, destination, out T right))
            {
                return false;
            }

            _ = CmpOperation.Apply(ref core.State.Arithmetic, left, right);
            return true;
        }
    }

    private readonly struct ScanString : IStringOperation
    {
        public static bool HasSource => false;

        public static bool HasDestination => true;

        public static bool Compares => true;

        public static bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
            where T : unmanaged, IBinaryInteger<T>
        {
            if (!core.TryRead(SegmentRegister.Es, destination, out T right))
            {
                return false;
            }

            _ = CmpOperation.Apply(ref core.State.Arithmetic, Accumulator.Read<T>(core), right);
            return true;
        }
    }

    private readonly struct LoadString : IStringOperation
    {
        public static bool HasSource => true;

        public static bool HasDestination => false;

        public static bool Compares => false;

        public static bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
            where T : unmanaged, IBinaryInteger<T>
        {
            if (!core.TryRead(segment, source, out T value))
            {
                return false;
            }

            Accumulator.Write(core, value);
            return true;
        }
    }

    private readonly struct StoreString : IStringOperation
    {
        public static bool HasSource => false;

        public static bool HasDestination => true;

        public static bool Compares => false;

        public static bool TryStep<T>(Core core, SegmentRegister segment, ulong source, ulong destination)
            where T : unmanaged, IBinaryInteger<T> =>
            core.TryWrite(SegmentRegister.Es, destination, Accumulator.Read<T>(core));
    }
}
