using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>RETF to the same level or an outer one, to code of any width, and in real and virtual-8086 mode.</summary>
internal static unsafe class FarReturn
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Retfw or Code.Retfw_imm16 => new(&Return<ushort>),
        Code.Retfd or Code.Retfd_imm16 => new(&Return<uint>),
        Code.Retfq or Code.Retfq_imm16 => new(&Return<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Return<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        int dropped = (2 * Unsafe.SizeOf<T>()) + (int)op.Immediate;
        if (!core.TryPeek(0, out T offset) || !core.TryPeek(Unsafe.SizeOf<T>(), out T word))
        {
            return StepStatus.Event;
        }

        ulong target = ulong.CreateTruncating(offset);
        ushort selector = ushort.CreateTruncating(word);
        if (core.Mode.IsRealLike())
        {
            return RealModeTransfer.Return(core, selector, target, dropped);
        }

        if (!core.TryLoadReturnCode(selector, out Segment code))
        {
            return StepStatus.Event;
        }

        // What is not 64-bit code has an EIP, however much was popped.
        target = core.Is64BitCode(in code) ? target : (uint)target;
        if (Selector.PrivilegeLevel(selector) > core.State.PrivilegeLevel)
        {
            return ReturnOuter<T>(core, code, target, dropped, (int)op.Immediate);
        }

        if (!core.TryReach(in code, target) || !core.TryMarkAccessed(ref code))
        {
            return StepStatus.Event;
        }

        core.Drop(dropped);
        return core.GoTo(code, target);
    }

    /// <summary>Returns to an outer level: its stack comes next, and the parameters are released on both.</summary>
    private static StepStatus ReturnOuter<T>(Core core, Segment code, ulong target, int distance, int released)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!core.TryPeek(distance, out T top) || !core.TryPeek(distance + Unsafe.SizeOf<T>(), out T word))
        {
            return StepStatus.Event;
        }

        ushort selector = ushort.CreateTruncating(word);
        int level = Selector.PrivilegeLevel(code.Selector);
        bool isLoaded = core.TryLoadStack(
            selector,
            level,
            core.Is64BitCode(in code),
            ExceptionVector.GeneralProtection,
            external: 0,
            out Segment stack);
        if (!isLoaded
            || !core.TryMarkAccessed(ref stack)
            || !core.TryReach(in code, target)
            || !core.TryMarkAccessed(ref code))
        {
            return StepStatus.Event;
        }

        StepStatus status = core.GoTo(code, target);
        core.SwitchStack(stack, ulong.CreateTruncating(top) + (ulong)released);
        core.DropInnerData(level);
        return status;
    }
}
