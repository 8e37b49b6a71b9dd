using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>One guest RDMSR or WRMSR: what is executed, and in which state of the processor.</summary>
/// <param name="Type">
/// The direction: exactly one of <see cref="AccessFlags.Read"/> and <see cref="AccessFlags.Write"/>.
/// </param>
/// <param name="Index">The MSR index, in ECX.</param>
/// <param name="Value">The value written, in EDX:EAX; zero for a read, whose EAX and EDX hold sentinels.</param>
/// <param name="Mode">The processor mode.</param>
/// <param name="Privilege">The privilege level; ignored in real mode.</param>
/// <param name="Form">The instruction form.</param>
public readonly record struct GuestAccess(
    AccessFlags Type, uint Index, ulong Value, GuestMode Mode, Privilege Privilege, InstructionForm Form)
{
    /// <summary>What EAX holds before a read, so that an untouched register is told from a loaded zero.</summary>
    public const uint SentinelRax = 0x5A5A0A0A;

    /// <summary>What EDX holds before a read.</summary>
    public const uint SentinelRdx = 0x5A5A0D0D;

    private const ulong UpperHalf = 0xFFFFFFFF_00000000;

    /// <summary>Whether the access is a read.</summary>
    public bool IsRead => Type == AccessFlags.Read;

    /// <summary>RAX, RCX and RDX before the instruction; RIP at it.</summary>
    public GuestRegisters RegistersBefore
    {
        get
        {
            ulong upper = Form == InstructionForm.UpperHalvesSet && Mode == GuestMode.Long64 ? UpperHalf : 0;
            ulong rax = IsRead ? SentinelRax : (uint)Value;
            ulong rdx = IsRead ? SentinelRdx : Value >> 32;
            return new GuestRegisters(upper | rax, upper | Index, upper | rdx, RipOffset: 0);
        }
    }
}
