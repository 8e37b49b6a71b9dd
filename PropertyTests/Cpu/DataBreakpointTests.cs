using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Breakpoints on data and on ports. The first trap halts the core in its handler.</summary>
public sealed class DataBreakpointTests
{
    private const int Debug = 1;
    private const ulong SingleStep = 1UL << 14;
    private const ulong Causes = 0xE00F;
    private const ulong Watched = CoreRig.Data + 0x100;
    private const int Rsi = 6;
    private const int Rdi = 7;
    private const int Write = 1;
    private const int Port = 2;
    private const int ReadWrite = 3;
    private const ulong DebuggingExtensions = 8;

    // MOV from and to [RDI] or [DI], by a string instruction, which reads the same in every mode.
    private static readonly byte[] StoreByte = [0xAA, 0x90, 0xF4];
    private static readonly byte[] LoadByte = [0xAC, 0x90, 0xF4];

    public static TheoryData<GuestMode> Modes => [GuestMode.Real16, GuestMode.Protected32, GuestMode.Long64];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_write_is_trapped_behind_its_instruction_and_has_been_made(GuestMode mode)
    {
        for (int number = 0; number < 4; number++)
        {
            CoreRig rig = Rig(mode, number, Write, length: 1);
            rig.State.Registers[RegisterFile.Rax] = 0x77;
            rig.State.Debug[DebugRegisters.Status] = DebugRegisters.StatusFixed | 0xF;
            _ = rig.Run(StoreByte);
            AssertHit(rig, behind: 1, 1UL << number);
            Assert.Equal(0x77, rig.Memory.Read<byte>(Watched));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_read_is_trapped_only_by_a_breakpoint_on_reads(GuestMode mode)
    {
        CoreRig onWrites = Rig(mode, 1, Write, length: 1);
        _ = onWrites.Run(LoadByte);
        Assert.Equal(CoreRig.Code + 3, onWrites.After.Rip);

        CoreRig onBoth = Rig(mode, 1, ReadWrite, length: 1);
        _ = onBoth.Run(LoadByte);
        AssertHit(onBoth, behind: 1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void The_range_is_as_long_as_LEN_says_and_aligned_to_that(int length)
    {
        for (ulong address = Watched - 1; address <= Watched + 8; address++)
        {
            CoreRig rig = Rig(GuestMode.Long64, 0, Write, length);
            rig.State.Debug[0] = Watched + (ulong)(length - 1);
            rig.State.Registers[Rdi] = address;
            _ = rig.Run(StoreByte);
            bool isInside = address >= Watched && address < Watched + (ulong)length;
            Assert.Equal(isInside ? Debug : CoreRig.None, rig.Caught);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0x07 }, Watched - 3)] // inc dword [rdi]
    [InlineData(new byte[] { 0x48, 0x89, 0x07 }, Watched - 7)] // mov [rdi], rax
    [InlineData(new byte[] { 0x0F, 0x29, 0x07 }, Watched)] // movaps [rdi], xmm0
    [InlineData(new byte[] { 0x8F, 0x07 }, Watched - 7)] // pop [rdi]
    [InlineData(new byte[] { 0x0F, 0xB1, 0x07 }, Watched)] // cmpxchg [rdi], eax, which fails
    public void One_byte_of_an_access_is_enough(byte[] code, ulong address)
    {
        CoreRig rig = Rig(GuestMode.Long64, 0, Write, length: 1);
        rig.State.Cr4 |= ControlBits.FxSave;
        rig.State.Registers[RegisterFile.Rax] = 1;
        rig.State.Registers[Rdi] = address;
        _ = rig.Run([.. code, 0x90, 0xF4]);
        AssertHit(rig, behind: (ulong)code.Length, 1);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_access_across_pages_is_noticed_on_both(GuestMode mode)
    {
        foreach (ulong watched in (ulong[])[CoreRig.Data - 1, CoreRig.Data])
        {
            CoreRig rig = Rig(mode, 0, Write, length: 1);
            rig.State.Debug[0] = watched;
            rig.State.Registers[Rdi] = CoreRig.Data - 1;
            _ = rig.Run([0xAB, 0x90, 0xF4]);
            AssertHit(rig, behind: 1, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_repetition_is_left_at_the_turn_that_hits(GuestMode mode)
    {
        CoreRig rig = Rig(mode, 0, Write, length: 1);
        rig.State.Registers[Rdi] = Watched - 2;
        rig.State.Registers[RegisterFile.Rcx] = 10;
        _ = rig.Run([0xF3, 0xAA, 0x90, 0xF4]);
        AssertHit(rig, behind: 0, 1);
        Assert.Equal(7UL, rig.Register(RegisterFile.Rcx));
        Assert.Equal(Watched + 1, rig.Register(Rdi));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Single_step_is_told_together_with_a_hit(GuestMode mode)
    {
        CoreRig rig = Rig(mode, 2, Write, length: 1);
        rig.State.Rflags |= Rflags.Trap;
        _ = rig.Run(StoreByte);
        AssertHit(rig, behind: 1, SingleStep | 4);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_instruction_that_faults_tells_of_no_hit(GuestMode mode)
    {
        CoreRig rig = Rig(mode, 0, ReadWrite, length: 1);
        rig.State.Segments[(int)SegmentRegister.Es] =
            rig.State.Segments[(int)SegmentRegister.Es] with { Limit = 0xEFFF };
        rig.State.Registers[Rdi] = 0xF000;
        rig.SetPage(0xF000, 0);
        _ = rig.Run([0xA4, 0x90, 0xF4]);
        Assert.Equal(mode == GuestMode.Long64 ? 14 : 13, rig.Caught);
        Assert.Equal(0UL, rig.After.Debug[DebugRegisters.Status] & Causes);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_hit_by_MOV_SS_is_held_until_the_next_instruction_has_retired(GuestMode mode)
    {
        CoreRig rig = Rig(mode, 0, ReadWrite, length: 2);
        rig.Memory.Write(Watched, rig.State.Segments[(int)SegmentRegister.Ss].Selector);
        _ = rig.Run([0x8E, ModRmOf(mode), 0x90, 0x90, 0xF4]);
        AssertHit(rig, behind: 3, 1);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_held_hit_comes_at_the_handler_of_a_software_interrupt(GuestMode mode)
    {
        foreach ((byte[] code, int vector) in ((byte[], int)[])[([0xCC], 3), ([0xCD, 5], 5), ([0xCD, Debug], Debug)])
        {
            CoreRig rig = AfterMovSs(mode, code);
            Assert.Equal((Debug, CoreRig.Handlers + (ulong)vector), (rig.Caught, rig.StackWord(0)));
            Assert.Equal(1UL, rig.After.Debug[DebugRegisters.Status] & Causes);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void INT1_tells_of_a_held_hit_itself(GuestMode mode) =>
        AssertHit(AfterMovSs(mode, [0xF1]), behind: 3, 1);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_held_hit_is_dropped_when_the_next_instruction_faults(GuestMode mode)
    {
        CoreRig undefined = AfterMovSs(mode, [0x0F, 0x0B]);
        Assert.Equal((6, 0UL), (undefined.Caught, undefined.After.Debug[DebugRegisters.Status] & Causes));
        if (mode != GuestMode.Real16)
        {
            CoreRig beyondTable = AfterMovSs(mode, [0xCD, 0x80]);
            Assert.Equal((13, 0UL), (beyondTable.Caught, beyondTable.After.Debug[DebugRegisters.Status] & Causes));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void MOV_to_a_debug_register_watches_at_once_and_ends_it_at_once(GuestMode mode)
    {
        foreach (bool enables in (bool[])[true, false])
        {
            CoreRig rig = Rig(mode, 0, Write, length: 2);
            rig.State.Registers[RegisterFile.Rax] = enables ? rig.State.Debug[DebugRegisters.Control] : 0;
            rig.State.Debug[DebugRegisters.Control] = enables ? 0 : rig.State.Debug[DebugRegisters.Control];
            byte[] before = enables ? [0xA4] : []; // Translations for a read and a write.
            _ = rig.Run([.. before, 0x0F, 0x23, 0xF8, 0xAA, 0x90, 0xF4]);
            Assert.Equal(enables ? Debug : CoreRig.None, rig.Caught);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_port_is_trapped_under_DE(GuestMode mode)
    {
        foreach ((byte port, bool isHit) in ((byte, bool)[])[(0x7F, false), (0x80, true), (0x83, true), (0x84, false)])
        {
            foreach (bool isDefined in (bool[])[true, false])
            {
                CoreRig rig = Rig(mode, 3, Port, length: 4);
                rig.State.Debug[3] = 0x80;
                rig.State.Cr4 |= isDefined ? DebuggingExtensions : 0;
                _ = rig.Run([0xE6, port, 0x90, 0xF4]);
                Assert.Equal(isHit && isDefined ? Debug : CoreRig.None, rig.Caught);
            }
        }
    }

    /// <summary>Runs an instruction behind a MOV SS whose operand is watched.</summary>
    private static CoreRig AfterMovSs(GuestMode mode, byte[] code)
    {
        CoreRig rig = Rig(mode, 0, ReadWrite, length: 2);
        rig.Memory.Write(Watched, rig.State.Segments[(int)SegmentRegister.Ss].Selector);
        _ = rig.Run([0x8E, ModRmOf(mode), .. code, 0xF4]);
        return rig;
    }

    /// <summary>MOV SS, [RDI] or [DI].</summary>
    private static byte ModRmOf(GuestMode mode) => mode == GuestMode.Real16 ? (byte)0x15 : (byte)0x17;

    private static void AssertHit(CoreRig rig, ulong behind, ulong causes)
    {
        Assert.Equal((Debug, CoreRig.Code + behind), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(causes, rig.After.Debug[DebugRegisters.Status] & Causes);
    }

    private static CoreRig Rig(GuestMode mode, int number, int kind, int length)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        ulong lengthBits = length switch { 1 => 0UL, 2 => 1UL, 8 => 2UL, _ => 3UL };
        rig.State.Debug[number] = Watched;
        rig.State.Debug[DebugRegisters.Control] =
            (2UL << (2 * number)) | (((lengthBits << 2) | (uint)kind) << (16 + (4 * number)));
        rig.State.Registers[Rsi] = Watched;
        rig.State.Registers[Rdi] = Watched;
        return rig;
    }
}
