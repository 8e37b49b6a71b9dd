using System.Buffers.Binary;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>Says what exception a core has come to, from the frame that it has left.</summary>
/// <param name="space">The memory.</param>
/// <param name="image">What stands where.</param>
/// <param name="core">The core, which has halted at a vector's HLT, or at a function's trap.</param>
internal sealed class OopsText(KernelSpace space, ObjectImage image, Core core)
{
    /// <summary>Below this an address is one that was reckoned from a null pointer.</summary>
    private const ulong NullPointers = KernelSpace.PageSize;

    /// <summary>Who has called the function whose first instruction is at the halted core.</summary>
    public string Caller() => image.Where(Word(core.Current.Rsp));

    /// <summary>The end of a call that has raised an exception.</summary>
    public CallResult Of(byte vector)
    {
        ulong frame = core.Current.Rsp;
        bool hasCode = ExceptionVector.HasErrorCode(vector);
        ulong code = hasCode ? Word(frame) : 0;
        ulong rip = Word(hasCode ? frame + sizeof(ulong) : frame);
        if (vector == ExceptionVector.InvalidOpcode && image.BugAt(rip) is { } bug)
        {
            return new CallResult(CallEnd.Bug, Value: 0, $"{bug} in {image.Where(rip)}");
        }

        string what = vector == ExceptionVector.PageFault
            ? PageFault((PageFaultBits)code, core.Current.Cr2)
            : $"exception {vector} (error code 0x{code:x})";
        return new CallResult(CallEnd.Oops, Value: 0, $"{what}, at {image.Where(rip)}");
    }

    private string PageFault(PageFaultBits code, ulong address)
    {
        string access = code.HasFlag(PageFaultBits.Fetch) ? "execution"
            : code.HasFlag(PageFaultBits.Write) ? "write"
            : "read";
        return $"{access} of {Describe(address, code.HasFlag(PageFaultBits.Present))}";
    }

    private string Describe(ulong address, bool isPresent) =>
        address < NullPointers ? $"0x{address:x}, a null pointer"
        : address < CanonicalAddress.HighStart ? $"0x{address:x}, the user's memory"
        : isPresent ? $"{image.Where(address)}, which its page does not allow"
        : IsBesideStack(address) ? $"0x{address:x}, beside the stack"
        : image.Traps.Describe(address) ?? $"0x{address:x}, where nothing is mapped";

    private static bool IsBesideStack(ulong address) =>
        address - (CpuTables.StackEnd - CpuTables.StackSize - KernelSpace.PageSize)
            < CpuTables.StackSize + (2 * KernelSpace.PageSize);

    private ulong Word(ulong address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _ = space.Read(address, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
