using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// SYSCALL, SYSRET, SYSENTER and SYSEXIT, as Intel has them: SYSCALL and SYSRET are for 64-bit mode alone, and the
/// canonical check of SYSRET comes at level 0. Their segments are flat, whatever the descriptor tables hold.
/// </summary>
internal static unsafe class FastSystemCalls
{
    private const int Rsp = RegisterFile.Rsp;
    private const int R11 = 11;
    private const int CallSelectorShift = 32;
    private const int ReturnSelectorShift = 48;
    private const ushort StackStep = 8;
    private const ushort LegacyExitStep = 16;
    private const ushort LongExitStep = 32;
    private const Rflags Returned = (Rflags)0x3C7FD7;
    private const SegmentAttributes FlatCode = (SegmentAttributes)0x809B;
    private const SegmentAttributes FlatStack = (SegmentAttributes)0xC093;

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Syscall => new(&Call),
        Code.Sysretd => new(&ReturnLegacy),
        Code.Sysretq => new(&ReturnLong),
        Code.Sysenter => new(&Enter),
        Code.Sysexitd => new(&ExitLegacy),
        Code.Sysexitq => new(&ExitLong),
        _ => Handler.None,
    };

    private static StepStatus Call(Core core, in Op op)
    {
        if (!IsSyscallEnabled(core))
        {
            return core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        ulong mask = core.Msrs.SyscallMask;
        ushort selector = (ushort)((core.Msrs.Star >> CallSelectorShift) & ~(ulong)Selector.PrivilegeBits);
        core.State.Registers[RegisterFile.Rcx] = core.State.Rip + op.Length;
        core.State.Registers[R11] = (ulong)core.State.Rflags;
        LoadFlags(core, core.State.Rflags & ~((Rflags)mask | Rflags.Resume));
        return Go(core, selector, (ushort)(selector + StackStep), level: 0, is64Bit: true, core.Msrs.Lstar);
    }

    private static StepStatus ReturnLegacy(Core core, in Op op) => Return(core, is64Bit: false);

    private static StepStatus ReturnLong(Core core, in Op op) => Return(core, is64Bit: true);

    private static StepStatus Return(Core core, bool is64Bit)
    {
        if (!IsSyscallEnabled(core))
        {
            return core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        ulong target = core.State.Registers[RegisterFile.Rcx];
        if (core.State.PrivilegeLevel != 0 || (is64Bit && !LinearAddress.IsCanonical(target)))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        var selector = (ushort)(core.Msrs.Star >> ReturnSelectorShift);
        ushort code = is64Bit ? (ushort)(selector + LegacyExitStep) : selector;
        LoadFlags(core, ((Rflags)core.State.Registers[R11] & Returned) | Rflags.One);
        return Go(core, code, (ushort)(selector + StackStep), level: 3, is64Bit, is64Bit ? target : (uint)target);
    }

    /// <summary>Loads the flags of SYSCALL or SYSRET, behind which a single step goes by the new TF.</summary>
    private static void LoadFlags(Core core, Rflags flags)
    {
        core.StepsByNewFlags = ((core.State.SystemFlags | flags) & Rflags.Trap) != 0;
        core.State.Rflags = flags;
    }

    private static bool IsSyscallEnabled(Core core) =>
        core.Mode == ExecutionMode.Long64
        && (core.Msrs.Efer & EferBits.SyscallEnable) != 0
        && core.Platform.Model.Has(CpuFeatures.Syscall);

    private static StepStatus Enter(Core core, in Op op)
    {
        if (!TryUseSysenter(core, isPermitted: true))
        {
            return StepStatus.Event;
        }

        bool isLong = core.Mode.IsLongActive();
        ushort selector = (ushort)(core.Msrs.SysenterCs & ~(ulong)Selector.PrivilegeBits);
        core.State.SystemFlags &= ~(Rflags.Virtual8086 | Rflags.Interrupt | Rflags.Resume);
        core.State.Registers[Rsp] = isLong ? core.Msrs.SysenterEsp : (uint)core.Msrs.SysenterEsp;
        ulong target = isLong ? core.Msrs.SysenterEip : (uint)core.Msrs.SysenterEip;
        return Go(core, selector, (ushort)(selector + StackStep), level: 0, isLong, target);
    }

    private static StepStatus ExitLegacy(Core core, in Op op) => Exit(core, is64Bit: false);

    private static StepStatus ExitLong(Core core, in Op op) => Exit(core, is64Bit: true);

    private static StepStatus Exit(Core core, bool is64Bit)
    {
        if (!TryUseSysenter(core, core.State.PrivilegeLevel == 0))
        {
            return StepStatus.Event;
        }

        ulong stack = core.State.Registers[RegisterFile.Rcx];
        ulong target = core.State.Registers[RegisterFile.Rdx];
        if (is64Bit && !(LinearAddress.IsCanonical(stack) && LinearAddress.IsCanonical(target)))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        var selector = (ushort)(core.Msrs.SysenterCs + (is64Bit ? LongExitStep : LegacyExitStep));
        core.State.Registers[Rsp] = is64Bit ? stack : (uint)stack;
        ushort stackSelector = (ushort)(selector + StackStep);
        return Go(core, selector, stackSelector, level: 3, is64Bit, is64Bit ? target : (uint)target);
    }

    /// <summary>Whether protected mode, the level and a selector in the MSR allow SYSENTER or SYSEXIT.</summary>
    private static bool TryUseSysenter(Core core, bool isPermitted)
    {
        if (!core.Platform.Model.Has(CpuFeatures.Sysenter))
        {
            return core.Refuse(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        bool isReady = core.Mode != ExecutionMode.Real16 && !Selector.IsNull((ushort)core.Msrs.SysenterCs);
        return (isReady && isPermitted) || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static StepStatus Go(
        Core core, ushort codeSelector, ushort stackSelector, int level, bool is64Bit, ulong target)
    {
        var levelBits = (SegmentAttributes)(level << 5);
        SegmentAttributes width = is64Bit ? SegmentAttributes.Code64 : SegmentAttributes.Big;
        var code = new Segment(0, uint.MaxValue, codeSelector, FlatCode | levelBits | width);
        core.State.Segments[(int)SegmentRegister.Ss] =
            new Segment(0, uint.MaxValue, (ushort)(stackSelector | level), FlatStack | levelBits);
        return core.GoTo(code.AtLevel(level), target);
    }
}
