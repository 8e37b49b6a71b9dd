using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>One guest RDMSR or WRMSR: what is executed, and in which state of the processor.</summary>
/// <param name="Type">
/// The direction: exactly one of <see cref="AccessFlags.Read"/> and <see cref="AccessFlags.Write"/>.
/// </param>
/// <param name="Index">The MSR index, in ECX, or in the instruction if its form is the immediate one.</param>
/// <param name="Value">
/// The value written, in EDX:EAX, or in RDX if the form is the immediate one; zero for a read, whose registers hold
/// sentinels.
/// </param>
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

    /// <summary>What ECX holds before an immediate form, which does not look at it.</summary>
    public const uint SentinelRcx = 0x5A5A0C0C;

    private const ulong UpperHalf = 0xFFFFFFFF_00000000;

    /// <summary>Whether the access is a read.</summary>
    public bool IsRead => Type == AccessFlags.Read;

    /// <summary>RAX, RCX and RDX before the instruction; RIP at it.</summary>
    public GuestRegisters RegistersBefore
    {
        get
        {
            if (Form == InstructionForm.Immediate)
            {
                return BeforeImmediate;
            }

            ulong upper = Form == InstructionForm.UpperHalvesSet && Mode == GuestMode.Long64 ? UpperHalf : 0;
            ulong rax = IsRead ? SentinelRax : (uint)Value;
            ulong rdx = IsRead ? SentinelRdx : Value >> 32;
            return new GuestRegisters(upper | rax, upper | Index, upper | rdx, RipOffset: 0);
        }
    }

    /// <summary>RDX holds the value, as far as the mode has bits.</summary>
    private GuestRegisters BeforeImmediate => new(
        SentinelRax,
        SentinelRcx,
        IsRead ? SentinelRdx : Mode == GuestMode.Long64 ? Value : (uint)Value,
        RipOffset: 0);
}
