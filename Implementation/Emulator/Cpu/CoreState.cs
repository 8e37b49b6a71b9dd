using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// The architectural state of a core, but for what lives in the MSR file (EFER and the bases of FS and GS). It is one
/// plain structure: to copy it is to take a snapshot.
/// </summary>
public struct CoreState
{
    /// <summary>The general registers and RIP.</summary>
    public RegisterFile Registers;

    /// <summary>The arithmetic part of RFLAGS.</summary>
    public ArithmeticFlags Arithmetic;

    /// <summary>RFLAGS without its arithmetic part.</summary>
    public Rflags SystemFlags;

    /// <summary>The current privilege level.</summary>
    public int PrivilegeLevel;

    /// <summary>The segment registers.</summary>
    public SegmentFile Segments;

    /// <summary>GDTR: where the global descriptor table lies.</summary>
    public DescriptorTable Gdtr;

    /// <summary>IDTR: where the interrupt descriptor table lies.</summary>
    public DescriptorTable Idtr;

    /// <summary>CR0, by the bits of <see cref="ControlBits"/>.</summary>
    public ulong Cr0;

    /// <summary>CR2, the address of the last page fault.</summary>
    public ulong Cr2;

    /// <summary>CR3, the root of the page tables.</summary>
    public ulong Cr3;

    /// <summary>CR4, by the bits of <see cref="ControlBits"/>.</summary>
    public ulong Cr4;

    /// <summary>CR8, the task priority: four bits.</summary>
    public ulong Cr8;

    /// <summary>DR0 to DR3, DR6 and DR7.</summary>
    public DebugRegisters Debug;

    /// <summary>What holds interrupts off until the next instruction has retired.</summary>
    public InterruptShadow Shadow;

    /// <summary>
    /// The breakpoints on data, as bits of DR6, that MOV SS or POP SS has hit: they too wait for the next instruction.
    /// </summary>
    public byte HeldBreakpoints;

    /// <summary>Whether an NMI has been delivered and no IRET has been executed since: a further one waits.</summary>
    public bool NmiBlocked;

    /// <summary>RIP; in modes other than 64-bit mode the offset within CS.</summary>
    public ulong Rip
    {
        readonly get => Registers[RegisterFile.Rip];
        set => Registers[RegisterFile.Rip] = value;
    }

    /// <summary>RSP.</summary>
    public ulong Rsp
    {
        readonly get => Registers[RegisterFile.Rsp];
        set => Registers[RegisterFile.Rsp] = value;
    }

    /// <summary>RFLAGS, put together from its two parts; bit 1 is always set.</summary>
    public Rflags Rflags
    {
        readonly get => (SystemFlags & ~Rflags.Arithmetic) | Arithmetic.ToRflags() | Rflags.One;
        set
        {
            SystemFlags = value & ~Rflags.Arithmetic;
            Arithmetic = ArithmeticFlags.FromRflags(value);
        }
    }

    /// <summary>One of the segment registers.</summary>
    /// <param name="register">Which.</param>
    public readonly Segment SegmentOf(SegmentRegister register) => Segments[(int)register];

    internal readonly int IoPrivilege => (int)(SystemFlags & Rflags.IoPrivilege) >> 12;
}
