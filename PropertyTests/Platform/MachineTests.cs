using System.Text;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Platform;
using MsrSpec.Implementation.Emulator.Platform.Devices;
using MsrSpec.Implementation.Emulator.Platform.Inspection;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Platform;

public sealed class MachineTests
{
    private readonly List<byte> _sent = [];

    [Fact]
    public void A_kernel_is_entered_as_multiboot_has_it()
    {
        Machine machine = Load(code => code.hlt());
        ref readonly CoreState state = ref machine.Core.Current;
        Assert.Equal(0x2BADB002UL, state.Registers[RegisterFile.Rax]);
        Assert.Equal(KernelFile.Entry, state.Rip);
        Assert.Equal((0x11UL, Rflags.One), (state.Cr0, state.Rflags));
        Assert.Equal(0x24DU & ~8U, machine.Memory.Read<uint>(state.Registers[RegisterFile.Rbx]));
    }

    [Fact]
    public void Halting_without_interrupts_is_the_end() =>
        Assert.Equal(MachineEndKind.Halted, Load(code => code.hlt()).Run(10).Kind);

    [Fact]
    public void Halting_with_interrupts_and_no_timer_is_the_end_too() =>
        Assert.Equal(MachineEndKind.Halted, Load(code =>
        {
            code.sti();
            code.hlt();
        }).Run(10).Kind);

    [Fact]
    public void A_triple_fault_is_a_shutdown() =>
        Assert.Equal(MachineEndKind.Shutdown, Load(code => code.ud2()).Run(10).Kind);

    [Fact]
    public void A_loop_ends_at_the_limit_and_goes_on_from_there()
    {
        Machine machine = Load(code =>
        {
            Label again = code.CreateLabel();
            code.Label(ref again);
            code.inc(ecx);
            code.jmp(again);
        });
        Assert.Equal(MachineEndKind.StepLimit, machine.Run(1001).Kind);
        Assert.Equal(MachineEndKind.StepLimit, machine.Run(1000).Kind);
        Assert.Equal(2001, machine.Steps);
        Assert.Equal(1001UL, machine.Core.Current.Registers[RegisterFile.Rcx]);
    }

    [Theory]
    [InlineData(0xF4, 4, 5U, MachineEndKind.DebugExit, 11)]
    [InlineData(0x604, 2, 0x2000U, MachineEndKind.PowerOff, 0)]
    [InlineData(0x64, 1, 0xFEU, MachineEndKind.Reset, 0)]
    public void A_device_ends_the_machine(int port, int size, uint value, MachineEndKind kind, int status)
    {
        Machine machine = Load(code =>
        {
            code.mov(edx, port);
            code.mov(eax, value);
            if (size == 1)
            {
                code.@out(dx, al);
            }
            else if (size == 2)
            {
                code.@out(dx, ax);
            }
            else
            {
                code.@out(dx, eax);
            }

            code.hlt();
        });
        MachineEnd end = machine.Run(10);
        Assert.Equal((kind, status), (end.Kind, end.Status));
        Assert.Equal(MachineEndKind.Halted, machine.Run(10).Kind);
    }

    [Theory]
    [InlineData(4, 0x0C, true)]
    [InlineData(11, 0x73, true)]
    [InlineData(4, 0x0C, false)]
    public void A_line_wakes_a_halted_core_with_a_vector_of_the_BIOS(int line, int vector, bool isPassed)
    {
        Machine machine = Load(code =>
        {
            code.mov(__dword_ptr[0xFEE0_00F0], 0x1FF);
            code.mov(__dword_ptr[0xFEE0_0350], isPassed ? 0x700 : 0x1_0700);
            code.mov(edx, InterruptLinePorts.First + line);
            code.mov(eax, 1);
            code.@out(dx, al);
            code.sti();
            code.hlt();
        });
        PrepareHandler(machine, vector);
        Assert.Equal(MachineEndKind.Halted, machine.Run(10).Kind);
        Assert.Equal(isPassed, machine.Core.Current.Rip == 0x1235);
    }

    [Fact]
    public void A_line_that_rises_interrupts_behind_the_instruction_that_has_raised_it()
    {
        Machine machine = Load(code =>
        {
            code.mov(edx, InterruptLinePorts.First + 4);
            code.mov(eax, 1);
            code.sti();
            code.nop();
            code.@out(dx, al);
            code.inc(eax);
            code.hlt();
        });
        PrepareHandler(machine, vector: 0x0C);
        Assert.Equal(MachineEndKind.Halted, machine.Run(10).Kind);
        Assert.Equal((0x1235UL, 1UL), (machine.Core.Current.Rip, machine.Core.Current.Registers[RegisterFile.Rax]));
    }

    [Fact]
    public void The_registers_of_the_apic_are_memory_and_msrs()
    {
        Machine machine = Load(code =>
        {
            code.mov(ebx, __dword_ptr[0xFEE0_0030]);
            code.mov(ecx, 0x1B);
            code.rdmsr();
            code.or(eax, 0x400);
            code.wrmsr();
            code.mov(ecx, 0x803);
            code.rdmsr();
            code.hlt();
        });
        Assert.Equal(MachineEndKind.Halted, machine.Run(20).Kind);
        Assert.Equal(0x50014UL, machine.Core.Current.Registers[RegisterFile.Rax]);
        Assert.Equal(0x50014UL, machine.Core.Current.Registers[RegisterFile.Rbx]);
    }

    [Fact]
    public void What_the_devices_hold_can_be_kept_and_put_back()
    {
        Machine machine = Load(code => code.hlt());
        _ = machine.Ports.Write(SerialPort.Com1 + 7, 1, 0x11);
        _ = machine.Ports.Write(0x21, 1, 0xFB);
        _ = machine.Ports.Write(EchoPorts.First, 4, 0x1234_5678);
        PlatformSnapshot snapshot = machine.CaptureDevices();
        _ = machine.Ports.Write(SerialPort.Com1 + 7, 1, 0x22);
        _ = machine.Ports.Write(0x21, 1, 0xFF);
        _ = machine.Ports.Write(EchoPorts.First, 4, 0);
        machine.RestoreDevices(in snapshot);
        Assert.Equal(PortAccessResult.Done, machine.Ports.Read(SerialPort.Com1 + 7, 1, out uint scratch));
        _ = machine.Ports.Read(0x21, 1, out uint mask);
        _ = machine.Ports.Read(EchoPorts.First, 4, out uint echo);
        Assert.Equal((0x11U, 0xFBU, 0x1234_5678U), (scratch, mask, echo));
    }

    [Fact]
    public void A_trace_has_a_line_for_each_instruction_and_a_profile_counts_them()
    {
        Machine machine = Load(code =>
        {
            code.mov(ecx, 0x1234);
            code.add(ecx, ecx);
            code.hlt();
        });
        using StringWriter lines = new();
        InstructionProfile profile = new();
        Assert.Equal(MachineEndKind.Halted, new StepTracer(machine, lines, profile).Run(10).Kind);
        string[] all = lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, all.Length);
        Assert.Contains("0010:00100020 B9 34 12 00 00", all[0], StringComparison.Ordinal);
        Assert.EndsWith("RCX=1234", all[0], StringComparison.Ordinal);
        Assert.Contains("add ecx, ecx", all[1], StringComparison.Ordinal);
        Assert.Equal([("ADD", 1L), ("HLT", 1L), ("MOV", 1L)], profile.Rows.Order());
    }

    [Fact]
    public void The_state_as_text_names_what_matters()
    {
        Machine machine = Load(code => code.ud2());
        _ = machine.Run(10);
        string text = StateText.Describe(machine.Core);
        foreach (string part in new[] { "RAX=000000002badb002", "CS   0010", "CR0=00000011", "GDTR", "EFER=0" })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.Contains(
            new Disassembler(machine.Core).Around(),
            line => line.StartsWith("=> 00100020", StringComparison.Ordinal));
    }

    [Fact]
    public void Output_arrives()
    {
        Machine machine = Load(code =>
        {
            code.mov(edx, SerialPort.Com1);
            foreach (byte letter in "hi"u8)
            {
                code.mov(al, letter);
                code.@out(dx, al);
            }

            code.hlt();
        });
        _ = machine.Run(10);
        Assert.Equal("hi", Encoding.ASCII.GetString([.. _sent]));
    }

    private Machine Load(Action<Assembler> write)
    {
        Machine machine = new(new MachineOptions(CpuModel.Default, 4 << 20, _sent.Add));
        Assert.Null(machine.Load(KernelFile.WithAddresses(write), "", []));
        return machine;
    }

    /// <summary>Gives the core tables, and in them one handler, an HLT at 0x1234.</summary>
    private static void PrepareHandler(Machine machine, int vector)
    {
        machine.Memory.Write(0x3008, 0x00CF_9B00_0000_FFFFUL);
        machine.Memory.Write((ulong)(0x2000 + (vector * 8)), 0x0000_8E00_0008_1234UL);
        machine.Memory.Write<byte>(0x1234, 0xF4);
        CoreState state = machine.Core.Current with
        {
            Gdtr = new DescriptorTable(0x3000, 0xF),
            Idtr = new DescriptorTable(0x2000, 0x7FF),
            Rsp = 0x9000,
        };
        machine.Core.Load(in state);
    }
}
