using System.Diagnostics;
using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// The resident guest of one vCPU: machine code, tables and a mailbox in guest memory. It takes an access from the
/// mailbox, executes it in the mode it is entered in, and records how it ended. Nothing in it knows that the
/// processor is emulated.
/// </summary>
internal sealed class GuestAgent
{
    private readonly GuestMemory _memory;
    private readonly AgentStates _states;
    private readonly uint _region;

    /// <summary>Puts an agent into memory.</summary>
    /// <param name="memory">The guest's RAM, of at least <see cref="MemoryFor"/> bytes.</param>
    /// <param name="vcpu">The number of the vCPU whose agent it is.</param>
    public GuestAgent(GuestMemory memory, int vcpu)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vcpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(vcpu, MaxVcpus);
        _memory = memory;
        AgentImage image = AgentImage.Of(vcpu);
        _region = image.Region;
        _states = image.States;
        image.CopyTo(_memory);
    }

    /// <summary>The vCPUs whose agents real mode can reach.</summary>
    public static int MaxVcpus => AgentLayout.MaxVcpus;

    /// <summary>The bytes of RAM that the agents of some vCPUs need.</summary>
    /// <param name="vcpus">How many there are.</param>
    public static int MemoryFor(int vcpus) => (int)AgentLayout.RegionOf(vcpus);

    internal ref AgentMailbox Mailbox => ref _memory.View<AgentMailbox>(_region + AgentLayout.Mailbox);

    /// <summary>Puts an access into the mailbox, and says in which state the agent executes it.</summary>
    internal ref readonly CoreState Prepare(in GuestAccess access)
    {
        if (access.Form == InstructionForm.Immediate)
        {
            _memory.Write(_region + SiteOf(in access).Offset + AgentLayout.ImmediateAt, access.Index);
        }

        GuestRegisters registers = access.RegistersBefore;
        ref AgentMailbox mailbox = ref Mailbox;
        mailbox.InputRax = registers.Rax;
        mailbox.InputRcx = registers.Rcx;
        mailbox.InputRdx = registers.Rdx;
        mailbox.Site = AddressOf(in access);
        mailbox.Retired = 0;
        mailbox.Caught = 0;
        return ref _states.For(access.Mode, access.Privilege);
    }

    /// <summary>Where RIP is when it is at the access.</summary>
    internal ulong AddressOf(in GuestAccess access) => BaseOf(access.Mode) + SiteOf(in access).Offset;

    /// <summary>What the agent recorded of an access that ran to the end.</summary>
    /// <param name="access">The access.</param>
    /// <param name="registers">The registers at the end, or in the frame of the fault.</param>
    internal Outcome Read(in GuestAccess access, out GuestRegisters registers)
    {
        ref AgentMailbox mailbox = ref Mailbox;
        if (mailbox.Retired != 0)
        {
            ulong end = Narrow(mailbox.ReturnAddress, WordSizeOf(access.Mode)) - SiteOf(in access).CallLength;
            registers = RegistersAt(in access, in mailbox, end);
            return !access.IsRead ? Outcome.Retired
                : access.Form == InstructionForm.Immediate ? Outcome.RetiredRead(registers.Rdx)
                : Outcome.RetiredRead((registers.Rdx << 32) | (uint)registers.Rax);
        }

        if (mailbox.Caught == 0)
        {
            throw new UnreachableException("The agent halted and has recorded nothing.");
        }

        int wordSize = WordSizeOf(access.Mode);
        bool hasErrorCode = HasErrorCode(in access, in mailbox, wordSize);
        ulong first = Narrow(mailbox.FrameFirst, wordSize);
        ulong savedRip = hasErrorCode ? Narrow(mailbox.FrameSecond, wordSize) : first;
        registers = RegistersAt(in access, in mailbox, savedRip);
        byte vector = (byte)mailbox.Caught; // which leaves the mark out
        return Outcome.Fault((Vector)vector, hasErrorCode, (uint)first);
    }

    private GuestRegisters RegistersAt(in GuestAccess access, in AgentMailbox mailbox, ulong rip)
    {
        int size = access.Mode == GuestMode.Long64 ? sizeof(ulong) : sizeof(uint);
        return new GuestRegisters(
            Narrow(mailbox.OutputRax, size),
            Narrow(mailbox.OutputRcx, size),
            Narrow(mailbox.OutputRdx, size),
            (int)(rip - AddressOf(in access)));
    }

    /// <summary>Tells by the size of the frame whether the processor pushed an error code on top of it.</summary>
    private bool HasErrorCode(in GuestAccess access, in AgentMailbox mailbox, int wordSize)
    {
        bool isReal = access.Mode == GuestMode.Real16;
        bool changesStack = !isReal && access.Privilege != Privilege.Kernel;
        bool pushesStack = access.Mode == GuestMode.Long64 || changesStack;
        uint start = changesStack ? AgentLayout.FaultStack : AgentLayout.KernelStack;
        int used = (int)(BaseOf(access.Mode) + start - mailbox.FrameTop); // 32 bits, which every mode has written
        int words = used / wordSize;
        int wordsWithout = pushesStack ? 5 : 3;
        return words == wordsWithout + 1 || (words == wordsWithout
            ? false
            : throw new UnreachableException($"An exception frame of {used} bytes."));
    }

    private ulong BaseOf(GuestMode mode) => mode == GuestMode.Long64 ? _region : 0;

    private static AgentSite SiteOf(in GuestAccess access) =>
        CodeOf(access.Mode).Sites[AgentAssembler.SiteNumber(in access)];

    private static AgentCode CodeOf(GuestMode mode) => mode switch
    {
        GuestMode.Long64 => AgentCode.Width64,
        GuestMode.Protected32 => AgentCode.Width32,
        GuestMode.Real16 => AgentCode.Width16,
    };

    private static int WordSizeOf(GuestMode mode) => mode switch
    {
        GuestMode.Long64 => sizeof(ulong),
        GuestMode.Protected32 => sizeof(uint),
        GuestMode.Real16 => sizeof(ushort),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Narrow(ulong value, int size) => value & (ulong.MaxValue >> (64 - (8 * size)));
}
