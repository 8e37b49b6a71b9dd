using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The checks of a code segment that a far transfer goes to.</summary>
internal static class CodeSegments
{
    /// <summary>
    /// Checks the target of a far jump or call that names code without a gate. It runs at the current level, and its
    /// selector says so.
    /// </summary>
    internal static bool TryCheckDirectTarget(this Core core, ref Segment code)
    {
        int level = core.State.PrivilegeLevel;
        bool isPermitted = code.IsConforming
            ? code.PrivilegeLevel <= level
            : code.PrivilegeLevel == level && Selector.PrivilegeLevel(code.Selector) <= level;
        bool isFit = core.TryCheckCode(in code, isPermitted, external: 0);
        code = code.AtLevel(level);
        return isFit;
    }

    /// <summary>Loads and checks the code that RETF and IRET go back to, at the level that its selector has.</summary>
    internal static bool TryLoadReturnCode(this Core core, ushort selector, out Segment code)
    {
        if (!core.TryLoadSegment(selector, ExceptionVector.GeneralProtection, external: 0, out code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(selector);
        bool isPermitted = level >= core.State.PrivilegeLevel
            && (code.IsConforming ? code.PrivilegeLevel <= level : code.PrivilegeLevel == level);
        return core.TryCheckCode(in code, isPermitted, external: 0);
    }

    /// <summary>
    /// Checks the code that a gate names: it runs at the current level or an inner one, and is 64-bit code in long
    /// mode.
    /// </summary>
    internal static bool TryCheckGateTarget(this Core core, in Segment code, bool isPermitted, uint external)
    {
        bool isWrongWidth = core.Mode.IsLongActive() && !code.Is(SegmentAttributes.Code64);
        bool isReached = code.PrivilegeLevel <= core.State.PrivilegeLevel;
        return core.TryCheckCode(in code, isPermitted && isReached && !isWrongWidth, external);
    }

    /// <summary>
    /// Whether a segment is present code that may be gone to. In long mode the default size of 64-bit code is not 32
    /// bits.
    /// </summary>
    internal static bool TryCheckCode(this Core core, in Segment code, bool isPermitted, uint external)
    {
        uint errorCode = Selector.ErrorCode(code.Selector) | external;
        bool isReserved = core.Is64BitCode(in code) && code.Is(SegmentAttributes.Big);
        if (!code.IsCode || isReserved || !isPermitted)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        return code.Is(SegmentAttributes.Present)
            || core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
    }

    /// <summary>Whether code is 64-bit code, which it is in long mode only.</summary>
    internal static bool Is64BitCode(this Core core, in Segment code) =>
        core.Mode.IsLongActive() && code.Is(SegmentAttributes.Code64);

    /// <summary>Checks where in a code segment a transfer goes; #GP(0) when that cannot be fetched from.</summary>
    internal static bool TryReach(this Core core, in Segment code, ulong target)
    {
        bool isReachable = core.Is64BitCode(in code) ? LinearAddress.IsCanonical(target) : target <= code.Limit;
        return isReachable || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    /// <summary>Goes to checked code at the level of its selector.</summary>
    internal static StepStatus GoTo(this Core core, Segment code, ulong target)
    {
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.PrivilegeLevel = Selector.PrivilegeLevel(code.Selector);
        core.State.Rip = target;
        core.Refresh();
        return StepStatus.Branch;
    }
}
