using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>
/// The core of this project: 64-bit mode at level 0, all memory mapped to itself in pages of 2 MiB, and MSRs behind
/// the optimized allowlist.
/// </summary>
internal sealed class CoreEngine : ILoopEngine
{
    private const int MemorySize = 0x40_0000;
    private const int LargePageSize = 0x20_0000;
    private const ulong PageMapLevel4 = 0x1000;
    private const ulong PageDirectoryPointers = 0x2000;
    private const ulong PageDirectory = 0x3000;
    private const int Rsi = 6;
    private const int Rdi = 7;
    private const ulong Table = 0x03;
    private const ulong LargePage = 0x83;

    private const SegmentAttributes Data = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.Present | SegmentAttributes.Granular;

    private const SegmentAttributes Code = Data | SegmentAttributes.Code | SegmentAttributes.Code64;

    private readonly GuestMemory _memory = new(MemorySize);
    private readonly Core _core;
    private readonly CoreState _start;

    internal CoreEngine(CoreLoop loop)
    {
        MsrFile msrs = new(vcpu: 0);
        msrs.EnterMode(GuestMode.Long64);
        _ = msrs.HostWrite(MsrAnswer.Index, MsrAnswer.Value);
        MsrGate gate = new(vcpu: 0, MsrAnswer.CreateAllowlist(), new EferHandler(), VmDesign.Allowlist, msrs);
        _core = new Core(_memory, msrs, gate);
        _memory.Write(PageMapLevel4, PageDirectoryPointers | Table);
        _memory.Write(PageDirectoryPointers, PageDirectory | Table);
        for (ulong page = 0; page < MemorySize / LargePageSize; page++)
        {
            _memory.Write(PageDirectory + (page * sizeof(ulong)), (page * LargePageSize) | LargePage);
        }

        _memory.Write(CoreLoop.CodeAddress, loop.Code);
        _start = CreateStart(loop.Start);
    }

    public string Name => "core";

    public LoopRegisters Registers
    {
        get
        {
            ref readonly RegisterFile file = ref _core.Current.Registers;
            return new LoopRegisters(
                file[RegisterFile.Rax], file[RegisterFile.Rbx], file[RegisterFile.Rcx], file[RegisterFile.Rdx],
                file[Rsi], file[Rdi]);
        }
    }

    public void Prepare()
    {
        _memory.Write(CoreLoop.DataAddress, CoreLoop.Data);
        _core.Load(in _start);
    }

    public string? Run()
    {
        CoreExit exit = _core.Run(long.MaxValue);
        return exit.Kind == CoreExitKind.Halt ? null : $"it left with {exit.Kind} {exit.Instruction}";
    }

    private static CoreState CreateStart(LoopRegisters registers)
    {
        CoreState state = new()
        {
            Cr0 = ControlBits.ProtectionEnable | ControlBits.ExtensionType | ControlBits.NumericError
                | ControlBits.WriteProtect | ControlBits.Paging,
            Cr3 = PageMapLevel4,
            Cr4 = ControlBits.PhysicalAddressExtension,
            Rflags = Rflags.One,
            Rip = CoreLoop.CodeAddress,
        };
        for (SegmentRegister register = SegmentRegister.Es; register <= SegmentRegister.Gs; register++)
        {
            SegmentAttributes attributes = register == SegmentRegister.Cs ? Code : Data;
            state.Segments[(int)register] = new Segment(Base: 0, uint.MaxValue, Selector: 8, attributes);
        }

        state.Registers[RegisterFile.Rax] = registers.Rax;
        state.Registers[RegisterFile.Rbx] = registers.Rbx;
        state.Registers[RegisterFile.Rcx] = registers.Rcx;
        state.Registers[RegisterFile.Rdx] = registers.Rdx;
        state.Registers[Rsi] = registers.Rsi;
        state.Registers[Rdi] = registers.Rdi;
        return state;
    }
}
