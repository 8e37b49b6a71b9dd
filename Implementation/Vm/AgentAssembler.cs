using System.Diagnostics;
using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Vm;

/// <summary>
/// Writes the agent's code for one width. The code is relative to its region: 16-bit and 32-bit code by the base of
/// its segments, 64-bit code by RIP. It touches no port and ends in HLT, so that it runs on a real hypervisor as it
/// is.
/// </summary>
internal sealed class AgentAssembler
{
    private const int SiteCount = 4;
    private const int LockedSites = 2;

    private static readonly byte[][] Instructions =
    [
        [0x0F, 0x32],       // rdmsr
        [0x0F, 0x30],       // wrmsr
        [0xF0, 0x0F, 0x32], // lock rdmsr
        [0xF0, 0x0F, 0x30], // lock wrmsr
    ];

    private readonly int bitness;
    private readonly Assembler c;
    private Label entry;
    private Label recordEnd;
    private Label recordFault;
    private readonly Label[] accesses;
    private readonly Label[] calls;
    private readonly Label[] ends;
    private readonly Label[] handlers;

    private AgentAssembler(int bitness)
    {
        this.bitness = bitness;
        c = new Assembler(bitness);
        entry = c.CreateLabel();
        recordEnd = c.CreateLabel();
        recordFault = c.CreateLabel();
        accesses = CreateLabels(SiteCount);
        calls = CreateLabels(SiteCount);
        ends = CreateLabels(SiteCount);
        handlers = CreateLabels(AgentLayout.Vectors);
    }

    /// <summary>The number of the site that executes an access.</summary>
    internal static int SiteNumber(in GuestAccess access) =>
        (access.IsRead ? 0 : 1) + (access.Form == InstructionForm.Lock ? LockedSites : 0);

    /// <summary>Writes the code that belongs at an offset of the region, and has to end before another.</summary>
    internal static AgentCode Assemble(int bitness, uint start, uint end)
    {
        var writer = new AgentAssembler(bitness);
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
        c.Label(ref entry);
        Load(Register.EAX, nameof(AgentMailbox.InputRax));
        Load(Register.ECX, nameof(AgentMailbox.InputRcx));
        Load(Register.EDX, nameof(AgentMailbox.InputRdx));
        c.AddInstruction(Instruction.Create(OfWidth(Code.Jmp_rm16), Slot(nameof(AgentMailbox.Site))));
    }

    /// <summary>Executes one access; the call behind it leaves on the stack where it went on.</summary>
    private void WriteSite(int site)
    {
        c.Label(ref accesses[site]);
        c.db(Instructions[site]);
        c.Label(ref calls[site]);
        c.call(recordEnd);
        c.Label(ref ends[site]);
        c.nop();
    }

    private void WriteEnd()
    {
        c.Label(ref recordEnd);
        Pop(nameof(AgentMailbox.ReturnAddress));
        StoreRegisters();
        Mark(nameof(AgentMailbox.Retired), 1);
        c.hlt();
    }

    private void WriteHandler(int vector)
    {
        c.Label(ref handlers[vector]);
        Mark(nameof(AgentMailbox.Caught), (int)AgentMailbox.CaughtMark + vector);
        c.jmp(recordFault);
    }

    /// <summary>Records the registers, where the frame is, and the two words on top of it.</summary>
    private void WriteFault()
    {
        c.Label(ref recordFault);
        StoreRegisters();
        Store(nameof(AgentMailbox.FrameTop), Register.ESP);
        Pop(nameof(AgentMailbox.FrameFirst));
        Pop(nameof(AgentMailbox.FrameSecond));
        c.hlt();
    }

    private void StoreRegisters()
    {
        Store(nameof(AgentMailbox.OutputRax), Register.EAX);
        Store(nameof(AgentMailbox.OutputRcx), Register.ECX);
        Store(nameof(AgentMailbox.OutputRdx), Register.EDX);
    }

    private void Load(Register register, string field) =>
        c.AddInstruction(bitness == 64
            ? Instruction.Create(Code.Mov_r64_rm64, register.GetFullRegister(), Slot(field))
            : Instruction.Create(Code.Mov_r32_rm32, register, Slot(field)));

    private void Store(string field, Register register) =>
        c.AddInstruction(bitness == 64
            ? Instruction.Create(Code.Mov_rm64_r64, Slot(field), register.GetFullRegister())
            : Instruction.Create(Code.Mov_rm32_r32, Slot(field), register));

    private void Mark(string field, int value) =>
        c.AddInstruction(Instruction.Create(Code.Mov_rm32_imm32, Slot(field), value));

    private void Pop(string field) =>
        c.AddInstruction(Instruction.Create(OfWidth(Code.Pop_rm16), Slot(field)));

    /// <summary>Of three codes that follow one another by operand size, the one of this width.</summary>
    private Code OfWidth(Code code16) => code16 + int.Log2(bitness / 16);

    /// <summary>A field of the mailbox; 64-bit code names it relative to RIP.</summary>
    private MemoryOperand Slot(string field)
    {
        long address = AgentLayout.Mailbox + Marshal.OffsetOf<AgentMailbox>(field);
        return new MemoryOperand(bitness == 64 ? Register.RIP : Register.None, address, bitness / 8);
    }

    private AgentCode Finish(uint start, uint end)
    {
        using var stream = new MemoryStream();
        AssemblerResult result = c.Assemble(
            new StreamCodeWriter(stream), start, BlockEncoderOptions.ReturnNewInstructionOffsets);
        if (stream.Length > end - start)
        {
            throw new UnreachableException($"The agent's {bitness}-bit code has outgrown its place.");
        }

        var sites = new AgentSite[SiteCount];
        for (int site = 0; site < SiteCount; site++)
        {
            uint call = (uint)(result.GetLabelRIP(ends[site]) - result.GetLabelRIP(calls[site]));
            sites[site] = new AgentSite((uint)result.GetLabelRIP(accesses[site]), call);
        }

        uint[] handlerOffsets = Array.ConvertAll(handlers, label => (uint)result.GetLabelRIP(label));
        return new AgentCode(start, stream.ToArray(), (uint)result.GetLabelRIP(entry), sites, handlerOffsets);
    }

    private Label[] CreateLabels(int count)
    {
        var labels = new Label[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = c.CreateLabel();
        }

        return labels;
    }
}
