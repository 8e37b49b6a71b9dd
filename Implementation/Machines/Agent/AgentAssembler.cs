using System.Diagnostics;
using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// Writes the agent's code for one width. The code is relative to its region: 16-bit and 32-bit code by the base of
/// its segments, 64-bit code by RIP. It touches no port and ends in HLT, so that it runs on a real hypervisor as it
/// is.
/// </summary>
internal sealed class AgentAssembler
{
    private const int LockedSites = 2;
    private const int PrefixedSites = 4;
    private const int ImmediateSites = 6;
    private const int NonSerializingSite = 8;

    private static readonly byte[][] Instructions =
    [
        [0x0F, 0x32],       // rdmsr
        [0x0F, 0x30],       // wrmsr
        [0xF0, 0x0F, 0x32], // lock rdmsr
        [0xF0, 0x0F, 0x30], // lock wrmsr
        [0x3E, 0x0F, 0x32], // ds rdmsr
        [0x3E, 0x0F, 0x30], // ds wrmsr
        [0xC4, 0xE7, 0x7B, 0xF6, 0xC2, 0, 0, 0, 0], // rdmsr rdx, imm32: the host puts the index in
        [0xC4, 0xE7, 0x7A, 0xF6, 0xC2, 0, 0, 0, 0], // wrmsrns imm32, rdx
        [0x0F, 0x01, 0xC6], // wrmsrns
    ];

    private static int SiteCount => Instructions.Length;

    private readonly int _bitness;
    private readonly Assembler _c;
    private Label _entry;
    private Label _recordEnd;
    private Label _recordFault;
    private readonly Label[] _accesses;
    private readonly Label[] _calls;
    private readonly Label[] _ends;
    private readonly Label[] _handlers;

    private AgentAssembler(int bitness)
    {
        _bitness = bitness;
        _c = new Assembler(_bitness);
        _entry = _c.CreateLabel();
        _recordEnd = _c.CreateLabel();
        _recordFault = _c.CreateLabel();
        _accesses = CreateLabels(SiteCount);
        _calls = CreateLabels(SiteCount);
        _ends = CreateLabels(SiteCount);
        _handlers = CreateLabels(AgentLayout.Vectors);
    }

    /// <summary>The number of the site that executes an access.</summary>
    internal static int SiteNumber(in GuestAccess access)
    {
        int form = access.Form switch
        {
            InstructionForm.Plain or InstructionForm.UpperHalvesSet => 0,
            InstructionForm.Lock => LockedSites,
            InstructionForm.Prefixed => PrefixedSites,
            InstructionForm.Immediate => ImmediateSites,
            InstructionForm.NonSerializing => NonSerializingSite - 1,
        };
        return form + (access.IsRead ? 0 : 1);
    }

    /// <summary>Writes the code that belongs at an offset of the region, and has to end before another.</summary>
    internal static AgentCode Assemble(int _bitness, uint start, uint end)
    {
        var writer = new AgentAssembler(_bitness);
        writer.WriteEntry();
        for (int site = 0; site < SiteCount; site++)
        {
            writer.WriteSite(site);
        }

        writer.WriteEnd();
        for (int vector = 0; vector < AgentLayout.Vectors; vector++)
        {
            writer.WriteHandler(vector);
        }

        writer.WriteFault();
        return writer.Finish(start, end);
    }

    /// <summary>Loads the registers from the mailbox and goes to the access.</summary>
    private void WriteEntry()
    {
        _c.Label(ref _entry);
        Load(Register.EAX, nameof(AgentMailbox.InputRax));
        Load(Register.ECX, nameof(AgentMailbox.InputRcx));
        Load(Register.EDX, nameof(AgentMailbox.InputRdx));
        _c.AddInstruction(Instruction.Create(OfWidth(Code.Jmp_rm16), Slot(nameof(AgentMailbox.Site))));
    }

    /// <summary>Executes one access; the call behind it leaves on the stack where it went on.</summary>
    private void WriteSite(int site)
    {
        _c.Label(ref _accesses[site]);
        _c.db(Instructions[site]);
        _c.Label(ref _calls[site]);
        _c.call(_recordEnd);
        _c.Label(ref _ends[site]);
        _c.nop();
    }

    private void WriteEnd()
    {
        _c.Label(ref _recordEnd);
        Pop(nameof(AgentMailbox.ReturnAddress));
        StoreRegisters();
        Mark(nameof(AgentMailbox.Retired), 1);
        _c.hlt();
    }

    private void WriteHandler(int vector)
    {
        _c.Label(ref _handlers[vector]);
        Mark(nameof(AgentMailbox.Caught), (int)AgentMailbox.CaughtMark + vector);
        _c.jmp(_recordFault);
    }

    /// <summary>Records the registers, where the frame is, and the two words on top of it.</summary>
    private void WriteFault()
    {
        _c.Label(ref _recordFault);
        StoreRegisters();
        Store(nameof(AgentMailbox.FrameTop), Register.ESP);
        Pop(nameof(AgentMailbox.FrameFirst));
        Pop(nameof(AgentMailbox.FrameSecond));
        _c.hlt();
    }

    private void StoreRegisters()
    {
        Store(nameof(AgentMailbox.OutputRax), Register.EAX);
        Store(nameof(AgentMailbox.OutputRcx), Register.ECX);
        Store(nameof(AgentMailbox.OutputRdx), Register.EDX);
    }

    private void Load(Register register, string field) =>
        _c.AddInstruction(_bitness == 64
            ? Instruction.Create(Code.Mov_r64_rm64, register.GetFullRegister(), Slot(field))
            : Instruction.Create(Code.Mov_r32_rm32, register, Slot(field)));

    private void Store(string field, Register register) =>
        _c.AddInstruction(_bitness == 64
            ? Instruction.Create(Code.Mov_rm64_r64, Slot(field), register.GetFullRegister())
            : Instruction.Create(Code.Mov_rm32_r32, Slot(field), register));

    private void Mark(string field, int value) =>
        _c.AddInstruction(Instruction.Create(Code.Mov_rm32_imm32, Slot(field), value));

    private void Pop(string field) =>
        _c.AddInstruction(Instruction.Create(OfWidth(Code.Pop_rm16), Slot(field)));

    /// <summary>Of three codes that follow one another by operand size, the one of this width.</summary>
    private Code OfWidth(Code code16) => code16 + int.Log2(_bitness / 16);

    /// <summary>A field of the mailbox; 64-bit code names it relative to RIP.</summary>
    private MemoryOperand Slot(string field)
    {
        long address = AgentLayout.Mailbox + Marshal.OffsetOf<AgentMailbox>(field);
        return new MemoryOperand(_bitness == 64 ? Register.RIP : Register.None, address, _bitness / 8);
    }

    private AgentCode Finish(uint start, uint end)
    {
        using var stream = new MemoryStream();
        AssemblerResult result = _c.Assemble(
            new StreamCodeWriter(stream), start, BlockEncoderOptions.ReturnNewInstructionOffsets);
        if (stream.Length > end - start)
        {
            throw new UnreachableException($"The agent's {_bitness}-bit code has outgrown its place.");
        }

        var sites = new AgentSite[SiteCount];
        for (int site = 0; site < SiteCount; site++)
        {
            uint call = (uint)(result.GetLabelRIP(_ends[site]) - result.GetLabelRIP(_calls[site]));
            sites[site] = new AgentSite((uint)result.GetLabelRIP(_accesses[site]), call);
        }

        uint[] handlerOffsets = Array.ConvertAll(_handlers, label => (uint)result.GetLabelRIP(label));
        return new AgentCode(start, stream.ToArray(), (uint)result.GetLabelRIP(_entry), sites, handlerOffsets);
    }

    private Label[] CreateLabels(int count)
    {
        var labels = new Label[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = _c.CreateLabel();
        }

        return labels;
    }
}
