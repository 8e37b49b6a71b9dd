using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.FloatingPoint;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>FXSAVE, FXRSTOR, LDMXCSR and STMXCSR.</summary>
internal static unsafe class VectorState
{
    private const int Unit = 16;
    private const int HeaderUnits = 2;
    private const int StackUnits = 8;

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Fxsave_m512byte => new(&Save<uint>),
        Code.Fxsave64_m512byte => new(&Save<ulong>),
        Code.Fxrstor_m512byte => new(&Restore<uint>),
        Code.Fxrstor64_m512byte => new(&Restore<ulong>),
        Code.Ldmxcsr_m32 => new(&LoadControl),
        Code.Stmxcsr_m32 => new(&StoreControl),
        _ => Handler.None,
    };

    /// <summary>How many units of 16 bytes there are: only 64-bit mode has XMM8 to XMM15.</summary>
    private static int UnitsOf(Core core) =>
        HeaderUnits + StackUnits + (core.Mode == ExecutionMode.Long64 ? 16 : 8);

    private static ulong PlaceOf(Core core, in Op op, int unit) =>
        (op.EffectiveAddress(core) + (ulong)(unit * Unit)) & op.AddressMask;

    /// <summary>FXSAVE; the type says how wide the two pointers are.</summary>
    private static StepStatus Save<TPointer>(Core core, in Op op)
        where TPointer : unmanaged
    {
        if (!core.MayUseX87() || !core.IsAligned(in op))
        {
            return StepStatus.Event;
        }

        int units = UnitsOf(core);
        for (int unit = 0; unit < units; unit++)
        {
            if (!core.TryReadForWrite(op.Segment, PlaceOf(core, in op, unit), out UInt128 _))
            {
                return StepStatus.Event;
            }
        }

        FloatingPointState state = core.FloatingPoint;
        for (int unit = 0; unit < units; unit++)
        {
            UInt128 value = unit switch
            {
                0 => new UInt128(PointerOf<TPointer>(state.InstructionPointer), WordsOf(state)),
                1 => new UInt128(
                    ((ulong)FloatingPointState.MxcsrMask << 32) | state.Mxcsr, PointerOf<TPointer>(state.DataPointer)),
                < HeaderUnits + StackUnits => state.Stack[unit - HeaderUnits],
                _ => state.Vectors[unit - HeaderUnits - StackUnits],
            };
            _ = core.TryWrite(op.Segment, PlaceOf(core, in op, unit), value);
        }

        return StepStatus.Next;
    }

    private static StepStatus Restore<TPointer>(Core core, in Op op)
        where TPointer : unmanaged
    {
        if (!core.MayUseX87() || !core.IsAligned(in op))
        {
            return StepStatus.Event;
        }

        int units = UnitsOf(core);
        Span<UInt128> values = stackalloc UInt128[units];
        for (int unit = 0; unit < units; unit++)
        {
            if (!core.TryRead(op.Segment, PlaceOf(core, in op, unit), out values[unit]))
            {
                return StepStatus.Event;
            }
        }

        uint mxcsr = (uint)(values[1] >> 64);
        if ((mxcsr & ~FloatingPointState.MxcsrMask) != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        FloatingPointState state = core.FloatingPoint;
        SetWords(state, (ulong)values[0]);
        state.InstructionPointer = PointerOf<TPointer>((ulong)(values[0] >> 64));
        state.DataPointer = PointerOf<TPointer>((ulong)values[1]);
        state.Mxcsr = mxcsr;
        values.Slice(HeaderUnits, StackUnits).CopyTo(state.Stack);
        values[(HeaderUnits + StackUnits)..].CopyTo(state.Vectors);
        return StepStatus.Next;
    }

    /// <summary>A pointer of 32 bits has the selector behind it, which processors of today store as zero.</summary>
    private static ulong PointerOf<TPointer>(ulong pointer)
        where TPointer : unmanaged => sizeof(TPointer) == sizeof(uint) ? (uint)pointer : pointer;

    private static ulong WordsOf(FloatingPointState state) =>
        state.Control | ((ulong)state.Status << 16) | ((ulong)state.Tags << 32) | ((ulong)state.Opcode << 48);

    private static void SetWords(FloatingPointState state, ulong words)
    {
        const int OpcodeMask = 0x7FF;
        state.Control = (ushort)words;
        state.Status = (ushort)(words >> 16);
        state.Tags = (byte)(words >> 32);
        state.Opcode = (ushort)((words >> 48) & OpcodeMask);
    }

    private static StepStatus LoadControl(Core core, in Op op)
    {
        if (!core.MayUseVectors() || !MemoryPlace.TryRead(core, in op, out uint mxcsr))
        {
            return StepStatus.Event;
        }

        if ((mxcsr & ~FloatingPointState.MxcsrMask) != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.FloatingPoint.Mxcsr = mxcsr;
        return StepStatus.Next;
    }

    private static StepStatus StoreControl(Core core, in Op op) =>
        core.MayUseVectors() && MemoryPlace.TryWrite(core, in op, core.FloatingPoint.Mxcsr)
            ? StepStatus.Next
            : StepStatus.Event;
}
