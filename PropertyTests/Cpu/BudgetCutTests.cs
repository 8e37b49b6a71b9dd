using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>
/// What a guest sees does not depend on how its run is cut into budgets, not even where code is data.
/// </summary>
public sealed class BudgetCutTests
{
    private const int Most = 4000;

    [Fact]
    public void A_jump_of_16_bits_wraps_in_a_segment_that_is_larger()
    {
        CoreRig Create()
        {
            var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
            const SegmentAttributes Code16 = (SegmentAttributes)0x809B;
            rig.State.Segments[(int)SegmentRegister.Cs] = new Segment(0x20800, uint.MaxValue, 0x08, Code16);
            rig.State.Rip = 0xFFF0;
            rig.State.Rflags = Rflags.One | Rflags.Zero;
            byte[] code = [0x74, 0x1E, .. Enumerable.Repeat((byte)0x90, 0x1E), 0xB0, 0x55, 0xF4];
            rig.Memory.Write(0x20800UL + 0xFFF0, code);
            rig.Memory.Write(0x20800UL + 0x10, [0xB0, 0xAA, 0xF4]);
            return rig;
        }

        Assert.Equal(0xAAUL, Same(Create).Register(RegisterFile.Rax) & 0xFF);
    }

    [Fact]
    public void An_accessed_bit_that_is_set_in_the_code_behind_is_seen()
    {
        CoreRig Create()
        {
            var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
            byte[] code = [.. Nops(6), 0x8E, 0xD8, .. Nops(5), 0x92, 0x90, 0x90, 0xF4];
            rig.Memory.Write(CoreRig.Code, code);
            rig.State.Rip = CoreRig.Code;
            rig.State.Gdtr = new DescriptorTable(CoreRig.Code, 0xFF);
            rig.State.Registers[RegisterFile.Rax] = 8;
            rig.State.Registers[RegisterFile.Rdx] = 0x22;
            rig.State.Registers[RegisterFile.Rbx] = 0x33;
            return rig;
        }

        Assert.Equal(0x33UL, Same(Create).Register(RegisterFile.Rax));
    }

    [Fact]
    public void An_accessed_bit_of_a_page_that_is_the_code_behind_is_seen()
    {
        CoreRig Create()
        {
            const ulong Entry = CoreRig.PageTable + (0x90 * 8);
            var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            rig.SetPage(0x90000, 3);
            rig.Memory.Write(Entry - 8, [0x8A, 0x0B, .. Nops(6)]);
            rig.Memory.Write(Entry + 8, (byte)0xF4);
            rig.Memory.Write(0x20000UL, 0x1234UL);
            rig.State.Rip = Entry - 8;
            rig.State.Registers[RegisterFile.Rax] = 0x20000;
            rig.State.Registers[RegisterFile.Rbx] = 0x90000;
            return rig;
        }

        _ = Same(Create);
    }

    [Fact]
    public void The_turns_of_a_repetition_count_the_same_when_one_meets_decoded_code()
    {
        const ulong Victim = 0x30000;
        const ulong Main = 0x40000;

        CoreRig Create()
        {
            byte[] longNop = [0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x2E, 0x0F, 0x1F, 0x84, 0, 0, 0, 0, 0];
            byte[] jump = [0x0F, 0x84, .. BitConverter.GetBytes((int)(Main - (Victim + 36)))];
            var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            IEnumerable<byte> rest = Enumerable.Repeat(longNop, 31).SelectMany(one => one);
            rig.Memory.Write(Victim, [.. Nops(30), .. jump, .. rest]);
            rig.Memory.Write(Main, Assembled(code =>
            {
                code.mov(ecx, 5000);
                code.mov(edi, (int)Victim + 0x400);
                code.mov(eax, 0x90);
                code.std();
                code.rep.stosb();
                code.hlt();
            }));
            rig.State.Rip = Victim;
            rig.State.Rflags = Rflags.One | Rflags.Zero;
            return rig;
        }

        _ = Same(Create);
    }

    /// <summary>
    /// Runs a guest whole and one instruction at a time, and returns the first when both ended alike.
    /// </summary>
    private static CoreRig Same(Func<CoreRig> create)
    {
        CoreRig whole = create();
        whole.Core.Load(in whole.State);
        Assert.Equal(CoreExitKind.Halt, whole.Core.Run(Most).Kind);
        CoreRig cut = create();
        cut.Core.Load(in cut.State);
        CoreExitKind last = CoreExitKind.BudgetExhausted;
        for (int step = 0; step < Most && last == CoreExitKind.BudgetExhausted; step++)
        {
            last = cut.Core.Run(budget: 1).Kind;
        }

        Assert.Equal(CoreExitKind.Halt, last);
        Assert.Equal(whole.After.Registers[..], cut.After.Registers[..]);
        Assert.Equal(whole.After.Rflags, cut.After.Rflags);
        Assert.Equal(whole.Core.Ticks, cut.Core.Ticks);
        return whole;
    }

    private static byte[] Nops(int count) => [.. Enumerable.Repeat((byte)0x90, count)];

    private static byte[] Assembled(Action<Assembler> write)
    {
        var assembler = new Assembler(64);
        write(assembler);
        using var stream = new MemoryStream();
        _ = assembler.Assemble(new StreamCodeWriter(stream), 0x40000);
        return stream.ToArray();
    }
}
