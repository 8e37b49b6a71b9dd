namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>An RDMSR or WRMSR that user space has yet to complete.</summary>
/// <param name="Kind">Which of the two, if any.</param>
/// <param name="Length">The bytes of the instruction.</param>
/// <param name="Target">The register that a read in immediate form names, by its offset in the register file.</param>
internal readonly record struct PendingMsrAccess(PendingMsrKind Kind, int Length, byte Target)
{
    /// <summary>How the core leaves for it.</summary>
    internal CoreExitKind ExitKind => Kind == PendingMsrKind.Write ? CoreExitKind.MsrWrite : CoreExitKind.MsrRead;

    /// <summary>Puts the value of a read where its form says.</summary>
    internal void Load(ref RegisterFile registers, ulong value)
    {
        if (Kind == PendingMsrKind.ImmediateRead)
        {
            RegisterFile.At<ulong>(ref registers, Target) = value;
        }
        else
        {
            LoadEdxEax(ref registers, value);
        }
    }

    /// <summary>Puts a value into EDX:EAX; the upper halves of RAX and RDX become zero.</summary>
    internal static void LoadEdxEax(ref RegisterFile registers, ulong value)
    {
        registers[RegisterFile.Rax] = (uint)value;
        registers[RegisterFile.Rdx] = value >> 32;
    }
}
