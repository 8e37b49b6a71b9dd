using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>Says what exception a core has come to, from the frame that it has left.</summary>
/// <param name="space">The memory.</param>
/// <param name="image">What stands where.</param>
/// <param name="core">The core, which has halted at a vector's HLT.</param>
/// <param name="services">Who knows what the heap holds, or null.</param>
internal sealed class FaultReader(KernelSpace space, ObjectImage image, Core core, IKernelServices? services)
{
    /// <summary>Below this an address is one that was reckoned from a null pointer.</summary>
    private const ulong NullPointers = KernelSpace.PageSize;

    private const ulong FlagsInFrame = 2 * sizeof(ulong);
    private const ulong StackPointerInFrame = 3 * sizeof(ulong);

    /// <summary>What the core has come to.</summary>
    /// <param name="vector">The exception.</param>
    public Fault Read(byte vector)
    {
        ulong frame = core.Current.Rsp;
        bool hasCode = ExceptionVector.HasErrorCode(vector);
        ulong code = hasCode ? space.ReadWord(frame) : 0;
        frame += hasCode ? sizeof(ulong) : 0UL;
        ulong rip = space.ReadWord(frame);
        BugEntry? bug = vector == ExceptionVector.InvalidOpcode ? image.BugAt(rip) : null;
        bool isWarning = bug is { IsWarning: true };
        Finding finding = bug is { } entry
            ? new Finding(isWarning ? FindingKind.Warning : FindingKind.Bug, $"{entry} in {image.Where(rip)}")
            : vector == ExceptionVector.PageFault
                ? PageFault((PageFaultBits)code, core.Current.Cr2, PlaceOf(rip, frame, (PageFaultBits)code))
                : new Finding(
                    FindingKind.Exception, $"exception {vector} (error code 0x{code:x}), at {image.Where(rip)}");
        return new Fault(finding, isWarning, frame);
    }

    /// <summary>The state that a handler returns to with IRETQ.</summary>
    /// <param name="frame">Where the frame of the exception begins: at RIP.</param>
    /// <param name="skipped">The bytes of the instruction not to be executed again.</param>
    public CoreState Interrupted(ulong frame, ulong skipped)
    {
        CoreState state = core.Current;
        state.Rip = space.ReadWord(frame) + skipped;
        state.Rflags = (Rflags)space.ReadWord(frame + FlagsInFrame);
        state.Registers[RegisterFile.Rsp] = space.ReadWord(frame + StackPointerInFrame);
        return state;
    }

    private Finding PageFault(PageFaultBits code, ulong address, string place)
    {
        string access = code.HasFlag(PageFaultBits.Fetch) ? "execution"
            : code.HasFlag(PageFaultBits.Write) ? "write"
            : "read";
        (FindingKind kind, string what) = Describe(address, code.HasFlag(PageFaultBits.Present));
        return new Finding(kind, $"{access} of {what}, at {place}");
    }

    /// <summary>Who has called what is no code is known by where that would return to.</summary>
    private string PlaceOf(ulong rip, ulong frame, PageFaultBits code) =>
        code.HasFlag(PageFaultBits.Fetch)
            && image.CallerAt(space.ReadWord(space.ReadWord(frame + StackPointerInFrame))) is { } caller
            ? $"{image.Where(rip)}, called from {caller}" : image.Where(rip);

    private (FindingKind Kind, string Text) Describe(ulong address, bool isPresent) =>
        address < NullPointers ? (FindingKind.NullPointer, $"0x{address:x}, a null pointer")
        : address < CanonicalAddress.HighStart ? (FindingKind.UserAccess, $"0x{address:x}, the user's memory")
        : services?.Explain(address) is { } known ? known
        : isPresent ? (FindingKind.ForbiddenAccess, $"{image.Where(address)}, which its page does not allow")
        : IsBesideStack(address) ? (FindingKind.StackOverflow, $"0x{address:x}, beside the stack")
        : image.Traps.Describe(address) is { } trap ? (FindingKind.Unmodelled, trap)
        : (FindingKind.WildAccess, $"0x{address:x}, where nothing is mapped");

    private static bool IsBesideStack(ulong address) =>
        address - KernelLayout.Stacks < (CpuTables.Stacks * CpuTables.StackRoom) + KernelSpace.PageSize;
}
