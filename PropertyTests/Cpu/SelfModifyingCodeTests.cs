using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.PropertyTests.Memory;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SelfModifyingCodeTests
{
    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Code_that_rewrites_itself_runs_as_if_each_instruction_were_fetched_anew(int seed)
    {
        var dice = new Dice((ulong)seed);
        for (int program = 0; program < 60; program++)
        {
            byte[] code = Program(dice);
            int budget = 1 + dice.Below(60);
            var cached = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            cached.State.Registers[RegisterFile.Rbx] = CoreRig.Code;
            _ = cached.Run(code, budget);

            var fresh = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            fresh.Memory.Write(CoreRig.Code, code);
            CoreState state = fresh.State;
            state.Registers[RegisterFile.Rbx] = CoreRig.Code;
            for (int i = 0; i < budget; i++)
            {
                var core = new Core(fresh.Memory, fresh.Msrs, fresh.Port);
                core.Load(in state);
                _ = core.Run(budget: 1);
                state = core.Current;
            }

            Assert.Equal(state.Rip, cached.After.Rip);
            Assert.Equal(state.Registers[RegisterFile.Rax], cached.Register(RegisterFile.Rax));
            Assert.Equal(state.Rflags, cached.After.Rflags);
            Assert.Equal(budget, cached.Core.Ticks);
            Assert.Equal(BytesOf(fresh, code.Length), BytesOf(cached, code.Length));
        }
    }

    [Fact]
    public void Code_that_rewrites_itself_runs_one_by_one_as_it_does_together()
    {
        var dice = new Dice(4);
        for (int program = 0; program < 60; program++)
        {
            byte[] code = [0x0F, 0x31, .. Program(dice)[..^2], 0xEB, 0];
            code[^1] = (byte)-code.Length;
            var together = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            var alone = new CoreRig(GuestMode.Long64, Privilege.Kernel);
            together.State.Registers[RegisterFile.Rbx] = alone.State.Registers[RegisterFile.Rbx] = CoreRig.Code + 2;
            _ = together.Run(code, budget: 50);
            _ = alone.Run(code, budget: 1);
            while (alone.Core.Ticks < 50)
            {
                _ = alone.Core.Run(budget: 1);
            }

            Assert.Equal(
                CoreDigest.Of(together.Core, together.Memory), CoreDigest.Of(alone.Core, alone.Memory));
        }
    }

    [Fact]
    public void A_store_that_was_refused_for_code_is_made_once_and_counts_once()
    {
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Code;
        _ = _rig.Run([0x80, 0x43, 0x05, 0x01, 0xB0, 0x11, 0xF4]); // add byte [rbx+5], 1 / mov al, 0x11 / hlt

        Assert.Equal((0x12UL, 3L), (_rig.Register(RegisterFile.Rax), _rig.Core.Ticks));
        Assert.Equal(0x12, _rig.Memory.Read<byte>(CoreRig.Code + 5));
    }

    [Fact]
    public void A_push_onto_the_running_code_takes_effect_on_the_next_instruction()
    {
        _rig.State.Rsp = CoreRig.Code + 9;
        _rig.State.Registers[RegisterFile.Rcx] = 0x90_9090_F442_B090; // push rcx / nop / mov al, 0x42 / hlt
        _ = _rig.Run([0x51, 0x90, 0xB0, 0x11, 0xF4, 0x90, 0x90, 0x90, 0x90, 0xF4]);

        Assert.Equal(CoreRig.Code + 1, _rig.After.Rsp);
        Assert.Equal(0x42, _rig.Memory.Read<byte>(CoreRig.Code + 3));
        Assert.Equal(0x42UL, _rig.Register(RegisterFile.Rax) & 0xFF);
    }

    [Fact]
    public void A_store_across_two_pages_of_code_rewrites_both()
    {
        const ulong edge = CoreRig.Code + 0x1000;
        _rig.Memory.Write(edge - 4, [0x90, 0x90, 0x90, 0x90, 0xB0, 0x11, 0xF4, 0x90]);
        _rig.State.Rip = edge - 4;
        _ = _rig.Run([]);
        Assert.Equal(0x11UL, _rig.Register(RegisterFile.Rax));

        _rig.State.Rip = CoreRig.Code;
        _rig.State.Registers[RegisterFile.Rbx] = edge - 4;
        _rig.State.Registers[RegisterFile.Rcx] = 0x90F4_22B0_9090_04B0;
        _ = _rig.Run([0x48, 0x89, 0x0B, 0xFF, 0xE3]); // mov [rbx], rcx / jmp rbx

        Assert.Equal((0x22UL, edge + 3), (_rig.Register(RegisterFile.Rax), _rig.After.Rip));
    }

    [Fact]
    public void An_exception_frame_on_decoded_code_is_written_and_kills_it()
    {
        const ulong stack = CoreRig.Code + 0x20;
        _rig.State.Rsp = stack;
        byte[] code = new byte[0x40];
        Array.Fill(code, (byte)0x90);
        code[0x1E] = 0x0F;
        code[0x1F] = 0x0B;
        _ = _rig.Run(code);

        Assert.Equal(6, _rig.Caught);
        Assert.Equal(CoreRig.Code + 0x1E, _rig.StackWord(0));
    }

    [Fact]
    public void A_restored_core_and_memory_run_the_same_again()
    {
        var core = new Core(_rig.Memory, _rig.Msrs, new DirectMsrPort(_rig.Msrs));
        _rig.Memory.Write(CoreRig.Code, [0x48, 0xFF, 0x03, 0x80, 0x43, 0x02, 0x01, 0xEB, 0xF7]);
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data; // inc qword [rbx] / add byte [rbx+2], 1 / jmp
        core.Load(in _rig.State);
        _ = core.Run(budget: 10);
        (CoreSnapshot Core, Implementation.Emulator.Memory.MemorySnapshot Ram) taken =
            (core.TakeSnapshot(), _rig.Memory.TakeSnapshot());
        (ulong Rip, long Ticks, ulong Data)[] ends = new (ulong, long, ulong)[3];
        for (int i = 0; i < ends.Length; i++)
        {
            _ = core.Run(budget: 32);
            ends[i] = (core.Current.Rip, core.Ticks, _rig.Memory.Read<ulong>(CoreRig.Data));
            core.Restore(taken.Core);
            _rig.Memory.Restore(taken.Ram);
        }

        Assert.Equal((42L, 0xE_000EUL), (ends[0].Ticks, ends[0].Data));
        Assert.Equal(ends[0], ends[1]);
        Assert.Equal(ends[0], ends[2]);
        Assert.Equal((10L, 0x3_0004UL), (core.Ticks, _rig.Memory.Read<ulong>(CoreRig.Data)));
    }

    private static byte[] BytesOf(CoreRig rig, int count)
    {
        var bytes = new byte[count];
        rig.Memory.Read(CoreRig.Code, bytes);
        return bytes;
    }

    /// <summary>A loop of instructions that change one another's immediate operands.</summary>
    private static byte[] Program(Dice dice)
    {
        List<byte> code = [];
        List<int> stores = [];
        List<int> immediates = [];
        for (int i = 0; i < 12; i++)
        {
            switch (dice.Below(4))
            {
                case 0: // mov byte [rbx + disp], imm
                    stores.Add(code.Count + 2);
                    immediates.Add(code.Count + 3);
                    code.AddRange([0xC6, 0x43, 0, (byte)dice.Next()]);
                    break;
                case 1: // add byte [rbx + disp], imm
                    stores.Add(code.Count + 2);
                    immediates.Add(code.Count + 3);
                    code.AddRange([0x80, 0x43, 0, (byte)dice.Next()]);
                    break;
                case 2: // mov [rbx + disp], al
                    stores.Add(code.Count + 2);
                    code.AddRange([0x88, 0x43, 0]);
                    break;
                default: // add al, imm
                    immediates.Add(code.Count + 1);
                    code.AddRange([0x04, (byte)dice.Next()]);
                    break;
            }
        }

        immediates.Add(code.Count + 1);
        code.AddRange([0x04, 1, 0xEB, (byte)-(code.Count + 4)]);
        foreach (int store in stores)
        {
            code[store] = (byte)immediates[dice.Below(immediates.Count)];
        }

        return [.. code];
    }
}
