using System.Diagnostics;
using System.Runtime.InteropServices;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Agent;

/// <summary>
/// What an agent's region holds, and the states that the agent is entered in: all of it, and not only what an access
/// needs on the emulated core. The vCPU's region lies above 64 KiB, so that its address has more than 16 bits.
/// </summary>
public sealed class GuestAgentTests
{
    private const int Vcpu = 20;
    private const int SelectorIndex = 0xFFF8;
    private const ulong Value = 0x1122_3344_8899_AABB;
    private const ulong UserTable = 0x07;
    private const ulong UserLargePage = 0x87;

    private readonly ScriptedPort _port = new() { Value = Value };
    private readonly GuestMemory _memory = new(GuestAgent.MemoryFor(Vcpu + 1));
    private readonly GuestAgent _agent;
    private readonly CoreExecutor _executor;

    public GuestAgentTests()
    {
        _agent = new GuestAgent(_memory, Vcpu);
        _executor = new CoreExecutor(_memory, Vcpu, _port, new MsrFile(Vcpu));
    }

    [Fact]
    public void At_every_access_stands_the_instruction_that_it_asks_for()
    {
        foreach (GuestAccess access in EveryAccess())
        {
            _ = _agent.Prepare(in access);
            byte[] code = new byte[access.InstructionLength];
            _memory.Read(LinearAddressOf(in access), code);
            byte opcode = (byte)(access.IsRead ? 0x32 : 0x30);
            byte[] expected = access.Form switch
            {
                InstructionForm.Lock => [0xF0, 0x0F, opcode],
                InstructionForm.Prefixed => [0x3E, 0x0F, opcode],
                InstructionForm.Plain or InstructionForm.UpperHalvesSet => [0x0F, opcode],
                InstructionForm.NonSerializing => [0x0F, 0x01, 0xC6],
                InstructionForm.Immediate =>
                    [0xC4, 0xE7, (byte)(access.IsRead ? 0x7B : 0x7A), 0xF6, 0xC2, .. BitConverter.GetBytes(Msr.Star)],
            };
            Assert.Equal(expected, code);
        }
    }

    [Theory]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void Every_segment_is_what_loading_its_selector_gives(GuestMode mode)
    {
        foreach (Privilege privilege in Enum.GetValues<Privilege>())
        {
            ref readonly CoreState state = ref _agent.Prepare(Access(mode, privilege));
            for (SegmentRegister register = SegmentRegister.Es; register <= SegmentRegister.Tr; register++)
            {
                Segment segment = state.SegmentOf(register);
                int level = register == SegmentRegister.Tr ? 0 : (int)privilege;
                Assert.Equal(DescriptorOf(in state, segment.Selector).Load(segment.Selector), segment);
                Assert.Equal((level, level), (Selector.PrivilegeLevel(segment.Selector), segment.PrivilegeLevel));
            }

            Assert.True(state.SegmentOf(SegmentRegister.Cs).IsCode);
            Assert.True(state.SegmentOf(SegmentRegister.Ss).IsWritableData);
        }
    }

    [Fact]
    public void In_real_mode_every_segment_is_what_loading_its_selector_gives()
    {
        ref readonly CoreState state = ref _agent.Prepare(Access(GuestMode.Real16));
        for (SegmentRegister register = SegmentRegister.Es; register <= SegmentRegister.Gs; register++)
        {
            Segment segment = state.SegmentOf(register);
            Assert.Equal(AgentLayout.RegionOf(Vcpu), segment.Base);
            Assert.Equal((segment.Base, (uint)ushort.MaxValue), (segment.Selector * 16UL, segment.Limit));
        }
    }

    [Fact]
    public void The_table_of_descriptors_ends_behind_the_last_one()
    {
        ref readonly CoreState state = ref _agent.Prepare(Access(GuestMode.Long64));
        Assert.Equal(state.SegmentOf(SegmentRegister.Tr).Selector + sizeof(ulong) - 1, state.Gdtr.Limit);
    }

    [Fact]
    public void In_long_mode_each_address_of_the_first_GiB_is_itself_and_open_to_user_mode()
    {
        ref readonly CoreState state = ref _agent.Prepare(Access(GuestMode.Long64));
        ulong pointers = _memory.Read<ulong>(state.Cr3) ^ UserTable;
        ulong directory = _memory.Read<ulong>(pointers) ^ UserTable;
        for (ulong page = 0; page < 512; page++)
        {
            ulong entry = _memory.Read<ulong>(directory + (page * sizeof(ulong)));
            Assert.Equal((page << 21) | UserLargePage, entry);
        }
    }

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void Every_vector_is_caught(GuestMode mode)
    {
        GuestAccess access = Access(mode);
        for (byte vector = 0; vector < AgentLayout.Vectors; vector++)
        {
            _memory.Write(LinearAddressOf(in access), (byte[])[0xCD, vector]); // int vector
            Assert.Equal(Outcome.Fault((Vector)vector, hasErrorCode: false, 0), _executor.Run(in access));
            Assert.Equal(access.RegistersBefore with { RipOffset = 2 }, _executor.Registers);
        }
    }

    [Theory]
    [InlineData(GuestMode.Real16, 4)]
    [InlineData(GuestMode.Protected32, 8)]
    [InlineData(GuestMode.Long64, 16)]
    public void Behind_the_last_handler_the_table_of_vectors_ends(GuestMode mode, int entrySize)
    {
        const uint Gate = (AgentLayout.Vectors * 8) + 2;
        GuestAccess access = Access(mode);
        Assert.Equal((AgentLayout.Vectors * entrySize) - 1, _agent.Prepare(in access).Idtr.Limit);
        _memory.Write(LinearAddressOf(in access), (byte[])[0xCD, AgentLayout.Vectors]); // int 32
        bool hasErrorCode = mode != GuestMode.Real16;
        Assert.Equal(Outcome.Fault(Vector.GeneralProtection, hasErrorCode, Gate), _executor.Run(in access));
        Assert.Equal(access.RegistersBefore, _executor.Registers);
    }

    [Theory]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void Outside_of_the_kernel_no_instruction_raises_a_vector_itself_and_GP_names_the_gate(GuestMode mode)
    {
        foreach (Privilege privilege in Enum.GetValues<Privilege>().Where(level => level != Privilege.Kernel))
        {
            GuestAccess access = Access(mode, privilege);
            for (byte vector = 0; vector < AgentLayout.Vectors; vector++)
            {
                uint gate = (vector * 8U) + 2;
                _memory.Write(LinearAddressOf(in access), (byte[])[0xCD, vector]); // int vector
                Assert.Equal(
                    Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, gate), _executor.Run(in access));
                Assert.Equal(access.RegistersBefore, _executor.Registers);
            }
        }
    }

    [Fact]
    public void Nothing_that_the_mailbox_held_before_is_taken_for_what_the_guest_wrote()
    {
        foreach (GuestAccess access in EveryAccess())
        {
            foreach (MsrAccessResult answer in (MsrAccessResult[])[MsrAccessResult.Done, MsrAccessResult.Fault])
            {
                _port.Answer = answer;
                Assert.Equal(RunAfter(0, in access), RunAfter(byte.MaxValue, in access));
            }
        }
    }

    [Fact]
    public void An_agent_that_halts_and_records_nothing_is_our_own_mistake_whatever_came_before()
    {
        GuestAccess access = Access(GuestMode.Long64);
        foreach (MsrAccessResult before in (MsrAccessResult[])[MsrAccessResult.Done, MsrAccessResult.Fault])
        {
            CoreExecutor fresh = new(_memory, Vcpu, _port, new MsrFile(Vcpu));
            _port.Answer = before;
            _ = fresh.Run(in access);
            _memory.Write(LinearAddressOf(in access), (byte[])[0xF4]); // hlt
            Assert.Throws<UnreachableException>(() => fresh.Run(Access(GuestMode.Long64)));
        }
    }

    [Fact]
    public void Code_may_fill_its_place_and_not_outgrow_it()
    {
        AgentCode code = AgentCode.Width64;
        uint end = code.Start + (uint)code.Bytes.Length;
        Assert.Equal(code.Bytes.ToArray(), AgentAssembler.Assemble(64, code.Start, end).Bytes.ToArray());
        Assert.Throws<UnreachableException>(() => AgentAssembler.Assemble(64, code.Start, end - 1));
    }

    private static GuestAccess Access(GuestMode mode, Privilege privilege = Privilege.Kernel) =>
        new(AccessFlags.Read, Msr.Star, 0, mode, privilege, InstructionForm.Plain);

    private static IEnumerable<GuestAccess> EveryAccess() => Accesses.InEveryForm(Msr.Star, ~Value);

    /// <summary>Runs an access with a mailbox that is full of one byte.</summary>
    private (Outcome Outcome, GuestRegisters Registers) RunAfter(byte held, in GuestAccess access)
    {
        MemoryMarshal.AsBytes(new Span<AgentMailbox>(ref _agent.Mailbox)).Fill(held);
        return (_executor.Run(in access), _executor.Registers);
    }

    private SegmentDescriptor DescriptorOf(in CoreState state, ushort selector) =>
        new(_memory.Read<ulong>(state.Gdtr.Base + (ulong)(selector & SelectorIndex)));

    private ulong LinearAddressOf(in GuestAccess access) =>
        _agent.AddressOf(in access) + _agent.Prepare(in access).SegmentOf(SegmentRegister.Cs).Base;
}
