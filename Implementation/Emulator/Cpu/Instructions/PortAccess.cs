using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>IN and OUT, with the port as a byte of the instruction or in DX.</summary>
internal static unsafe class PortAccess
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.In_AL_imm8 => new(&In<byte, ImmediateOperand>),
        Code.In_AX_imm8 => new(&In<ushort, ImmediateOperand>),
        Code.In_EAX_imm8 => new(&In<uint, ImmediateOperand>),
        Code.In_AL_DX => new(&In<byte, SourceRegister>),
        Code.In_AX_DX => new(&In<ushort, SourceRegister>),
        Code.In_EAX_DX => new(&In<uint, SourceRegister>),
        Code.Out_imm8_AL => new(&Out<byte, ImmediateOperand>),
        Code.Out_imm8_AX => new(&Out<ushort, ImmediateOperand>),
        Code.Out_imm8_EAX => new(&Out<uint, ImmediateOperand>),
        Code.Out_DX_AL => new(&Out<byte, TargetRegister>),
        Code.Out_DX_AX => new(&Out<ushort, TargetRegister>),
        Code.Out_DX_EAX => new(&Out<uint, TargetRegister>),
        _ => Handler.None,
    };

    private static StepStatus In<T, TPort>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPort : IOperand
    {
        ushort port = PortOf<TPort>(core, in op);
        if (!IoPermission.Permits(core, port, Unsafe.SizeOf<T>()))
        {
            return StepStatus.Event;
        }

        DebugTraps.NotePorts(core, port, Unsafe.SizeOf<T>());
        PortAccessResult result = core.Platform.Ports.Read(port, Unsafe.SizeOf<T>(), out uint value);
        RegisterFile.Set(ref core.State.Registers, op.Target, T.CreateTruncating(value));
        return Finish(core, in op, result);
    }

    private static StepStatus Out<T, TPort>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPort : IOperand
    {
        ushort port = PortOf<TPort>(core, in op);
        if (!IoPermission.Permits(core, port, Unsafe.SizeOf<T>()))
        {
            return StepStatus.Event;
        }

        DebugTraps.NotePorts(core, port, Unsafe.SizeOf<T>());
        uint value = uint.CreateTruncating(RegisterFile.At<T>(ref core.State.Registers, op.Source));
        return Finish(core, in op, core.Platform.Ports.Write(port, Unsafe.SizeOf<T>(), value));
    }

    private static ushort PortOf<TPort>(Core core, in Op op)
        where TPort : IOperand
    {
        _ = TPort.TryRead(core, in op, out ushort port);
        return port;
    }

    private static StepStatus Finish(Core core, in Op op, PortAccessResult result) =>
        result == PortAccessResult.Stop ? core.LeaveForDevice(in op) : core.Continue(in op);
}
