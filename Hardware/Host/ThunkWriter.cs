using Iced.Intel;
using MsrSpec.Hardware.Cases;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// Writes the machine code around the instruction under test, for one width and arena. The entry, in 64-bit code,
/// saves what belongs to the caller and goes to a loop in code of the width; each turn loads a context, falls into
/// the slot, and comes back by one of three ways to where the context is stored.
/// </summary>
internal sealed class ThunkWriter(int bits, int arena)
{
    /// <summary>Where the entry stands in the region.</summary>
    internal const uint Entry = 0;

    /// <summary>Holds the offset or the address of the window.</summary>
    internal const uint WindowPointer = Arena.Variables + 0x00;

    private const uint Leave = 0x100;
    private const uint Turn = 0x200;
    private const uint Store = 0x400;

    private const uint Current = Arena.Variables + 0x08;
    private const uint Count = Arena.Variables + 0x10;
    private const uint SavedBase = Arena.Variables + 0x18;
    private const uint SavedStack = Arena.Variables + 0x20;
    private const uint HostStack = Arena.Variables + 0x28;
    private const uint LandedAt = Arena.Variables + 0x30;
    private const uint FarPointer = Arena.Variables + 0x38;
    private const uint HostSegments = Arena.Variables + 0x40;
    private const ushort HostCode = 0x33;
    private const int VectorBytes = 16;

    private readonly uint _arenaBase = (uint)Arena.BaseOf(arena);
    private readonly uint _region = Arena.RegionOf(bits);
    private readonly uint _origin = (uint)Arena.OriginOf(bits, arena);

    /// <summary>Writes all of it.</summary>
    internal void Write()
    {
        WriteEntry();
        WriteLeave();
        WriteTurn();
        WriteStore();
        WritePad(Landing.Ahead);
        WritePad(Landing.Back);
    }

    private void WriteEntry()
    {
        Assembler code = new(64);
        foreach (AssemblerRegister64 register in new[] { rbx, rbp, r12, r13, r14, r15 })
        {
            code.push(register);
        }

        code.mov(__qword_ptr[_arenaBase + HostStack], rsp);
        code.mov(__dword_ptr[_arenaBase + Count], edi);
        code.mov(__dword_ptr[_arenaBase + Current], _origin + Arena.Contexts);
        if (bits == 64)
        {
            code.jmp(Linear(_region + Turn));
        }
        else
        {
            code.mov(__word_ptr[_arenaBase + HostSegments], ds);
            code.mov(__word_ptr[_arenaBase + HostSegments + 2], es);
            code.mov(__word_ptr[_arenaBase + HostSegments + 4], ss);
            code.mov(__dword_ptr[_arenaBase + FarPointer], _region + Turn);
            code.mov(__word_ptr[_arenaBase + FarPointer + 4], LocalDescriptors.CodeOf(bits, arena));
            code.mov(eax, LocalDescriptors.DataOf(bits, arena));
            code.mov(ds, eax);
            code.mov(es, eax);
            code.mov(ss, eax);
            code.AddInstruction(Instruction.Create(
                Code.Jmp_m1632, new MemoryOperand(_arenaBase + FarPointer, 4)));
        }

        Place(code, Linear(_region + Entry), _region + Entry);
    }

    private void WriteLeave()
    {
        Assembler code = new(64);
        if (bits != 64)
        {
            code.mov(ss, __word_ptr[_arenaBase + HostSegments + 4]);
            code.mov(ds, __word_ptr[_arenaBase + HostSegments]);
            code.mov(es, __word_ptr[_arenaBase + HostSegments + 2]);
        }

        code.mov(rsp, __qword_ptr[_arenaBase + HostStack]);
        foreach (AssemblerRegister64 register in new[] { r15, r14, r13, r12, rbp, rbx })
        {
            code.pop(register);
        }

        code.ret();
        Place(code, Linear(_region + Leave), _region + Leave);
    }

    private void WriteTurn()
    {
        Assembler code = new(bits);
        Load(code, RegisterNumber.Base, Variable(Current));
        Load(code, RegisterNumber.Source, Variable(WindowPointer));
        for (int offset = 0; offset < WindowBytes.Count; offset += VectorBytes)
        {
            code.AddInstruction(Instruction.Create(
                Code.Movdqu_xmm_xmmm128, Register.XMM0, At(RegisterNumber.Base, CaseContext.WindowOffset + offset)));
            code.AddInstruction(Instruction.Create(
                Code.Movdqu_xmmm128_xmm, At(RegisterNumber.Source, offset), Register.XMM0));
        }

        code.AddInstruction(Instruction.Create(Code.Mov_rm32_imm32, Variable(LandedAt), (uint)Landing.Next));
        LoadStackTop(code);
        code.AddInstruction(Instruction.Create(
            bits == 64 ? Code.Push_rm64 : Code.Push_rm32, At(RegisterNumber.Base, CaseContext.FlagsOffset)));
        code.AddInstruction(Instruction.Create(bits == 64 ? Code.Popfq : Code.Popfd));
        foreach (int register in LoadOrder())
        {
            Load(code, register, At(RegisterNumber.Base, register * sizeof(ulong)));
        }

        code.jmp(_origin + Arena.SlotOf(bits));
        Place(code, _origin + _region + Turn, _region + Turn);
    }

    private void WriteStore()
    {
        Assembler code = new(bits);
        Save(code, Variable(SavedBase), RegisterNumber.Base);
        Save(code, Variable(SavedStack), RegisterNumber.Stack);
        Load(code, RegisterNumber.Base, Variable(Current));
        foreach (int register in LoadOrder())
        {
            if (register is not (RegisterNumber.Base or RegisterNumber.Stack))
            {
                Save(code, At(RegisterNumber.Base, register * sizeof(ulong)), register);
            }
        }

        Move(code, RegisterNumber.Base, Variable(SavedBase));
        Move(code, RegisterNumber.Stack, Variable(SavedStack));
        Load(code, RegisterNumber.Accumulator, Variable(LandedAt));
        Save(code, At(RegisterNumber.Base, CaseContext.LandingOffset), RegisterNumber.Accumulator);
        LoadStackTop(code);
        code.AddInstruction(Instruction.Create(bits == 64 ? Code.Pushfq : Code.Pushfd));
        code.AddInstruction(Instruction.Create(
            bits == 64 ? Code.Pop_rm64 : Code.Pop_rm32, At(RegisterNumber.Base, CaseContext.FlagsOffset)));
        code.cld();
        Load(code, RegisterNumber.Source, Variable(WindowPointer));
        for (int offset = 0; offset < WindowBytes.Count; offset += VectorBytes)
        {
            code.AddInstruction(Instruction.Create(
                Code.Movdqu_xmm_xmmm128, Register.XMM0, At(RegisterNumber.Source, offset)));
            code.AddInstruction(Instruction.Create(
                Code.Movdqu_xmmm128_xmm, At(RegisterNumber.Base, CaseContext.WindowOffset + offset), Register.XMM0));
        }

        code.AddInstruction(Instruction.Create(Code.Add_rm32_imm32, Variable(Current), CaseContext.Size));
        code.AddInstruction(Instruction.Create(Code.Dec_rm32, Variable(Count)));
        code.jne(_origin + _region + Turn);
        if (bits == 64)
        {
            code.jmp(Linear(_region + Leave));
        }
        else
        {
            code.AddInstruction(Instruction.CreateBranch(
                Code.Jmp_ptr1632, HostCode, (uint)Linear(_region + Leave)));
        }

        Place(code, _origin + _region + Store, _region + Store);
    }

    /// <summary>A pad notes that it was reached, without touching a register or a flag.</summary>
    private void WritePad(Landing landing)
    {
        Assembler code = new(bits);
        code.AddInstruction(Instruction.Create(Code.Mov_rm32_imm32, Variable(LandedAt), (uint)landing));
        code.jmp(_origin + _region + Store);
        Place(code, _origin + Arena.PadOf(bits, landing), Arena.PadOf(bits, landing));
    }

    /// <summary>The way from behind an instruction to where the context is stored.</summary>
    internal byte[] WayBack(uint offset)
    {
        Assembler code = new(bits);
        code.jmp(_origin + _region + Store);
        return MachineCode.Assemble(code, _origin + offset);
    }

    /// <summary>RBX is loaded last, since it holds the context; before it RSP, after the flags are loaded.</summary>
    private IEnumerable<int> LoadOrder()
    {
        int count = bits == 64 ? RegisterWords.Count : RegisterWords.Count / 2;
        return Enumerable.Range(0, count).Where(register => register != RegisterNumber.Base)
            .Append(RegisterNumber.Base);
    }

    private void LoadStackTop(Assembler code) => code.AddInstruction(
        Instruction.Create(Code.Mov_r32_imm32, Register.ESP, _origin + Arena.StackTop));

    private void Move(Assembler code, int slot, MemoryOperand from)
    {
        Load(code, RegisterNumber.Accumulator, from);
        Save(code, At(RegisterNumber.Base, slot * sizeof(ulong)), RegisterNumber.Accumulator);
    }

    private void Load(Assembler code, int register, MemoryOperand from) => code.AddInstruction(
        Instruction.Create(bits == 64 ? Code.Mov_r64_rm64 : Code.Mov_r32_rm32, Named(register), from));

    private void Save(Assembler code, MemoryOperand to, int register) => code.AddInstruction(
        Instruction.Create(bits == 64 ? Code.Mov_rm64_r64 : Code.Mov_rm32_r32, to, Named(register)));

    private Register Named(int register) => (bits == 64 ? Register.RAX : Register.EAX) + register;

    private MemoryOperand At(int register, int offset) => new(Named(register), offset, bits == 64 ? 8 : 4);

    private MemoryOperand Variable(uint offset) => new(_origin + offset, bits == 16 ? 2 : 4);

    private ulong Linear(uint offset) => _arenaBase + offset;

    private void Place(Assembler code, ulong address, uint offset) =>
        MachineCode.Assemble(code, address).CopyTo(HostMemory.Bytes(arena, offset, (int)Arena.PadDistance * 8));
}
