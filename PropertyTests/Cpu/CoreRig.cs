using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.PropertyTests.Agent;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>
/// A core with 1 MiB of RAM, flat segments and tables of its own. The handler of vector n is one HLT at
/// <see cref="Handlers"/> + n, so that where the core halts tells what was caught.
/// </summary>
internal sealed class CoreRig
{
    internal const ulong Handlers = 0x600;
    internal const ulong Gdt = 0x3000;
    internal const ulong Idt32 = 0x4000;
    internal const ulong Idt64 = 0x4800;
    internal const ulong Tss = 0x5000;
    internal const ulong StackTop = 0x7000;
    internal const ulong KernelStackTop = 0x7800;
    internal const ulong Code = 0x8000;
    internal const ulong Data = 0x9000;
    internal const ulong Pml4 = 0xA000;
    internal const ulong PageTable = 0xD000;
    internal const int None = -1;

    private const ulong AllRights = 7;
    private const SegmentAttributes CodeAttributes = (SegmentAttributes)0x809B;
    private const SegmentAttributes DataAttributes = (SegmentAttributes)0xC093;

    private readonly GuestMode _mode;
    private readonly int _level;
    private CoreState _state;

    internal CoreRig(GuestMode mode, Privilege privilege, CpuModel model)
        : this(mode, privilege, CorePlatform.Bare with { Model = model })
    {
    }

    internal CoreRig(GuestMode mode, Privilege privilege, CorePlatform? platform = null)
    {
        _mode = mode;
        _level = _mode == GuestMode.Real16 ? 0 : (int)privilege;
        Msrs = new MsrFile(vcpu: 0, platform?.Model);
        Core = new Core(Memory, Msrs, Port, platform);
        for (int vector = 0; vector < 256; vector++)
        {
            Memory.Write(Handlers + (ulong)vector, (byte)0xF4);
        }

        WriteTables();
        _state = CreateState();
        Msrs.EnterMode(_mode);
    }

    internal GuestMemory Memory { get; } = new(0x10_0000);

    internal MsrFile Msrs { get; }

    internal ScriptedPort Port { get; } = new();

    internal Core Core { get; }

    internal ref CoreState State => ref _state;

    internal ref readonly CoreState After => ref Core.Current;

    /// <summary>The vector whose handler the core has halted in, or <see cref="None"/>.</summary>
    internal int Caught => After.Rip is > Handlers and <= Handlers + 256 ? (int)(After.Rip - Handlers - 1) : None;

    internal int WordSize => _mode switch
    {
        GuestMode.Long64 => 8,
        GuestMode.Protected32 => 4,
        GuestMode.Real16 => 2,
    };

    internal CoreExit Run(Action<Assembler> write, long budget = 1000)
    {
        var assembler = new Assembler(WordSize * 8);
        write(assembler);
        using var stream = new MemoryStream();
        _ = assembler.Assemble(new StreamCodeWriter(stream), Code);
        return Run(stream.ToArray(), budget);
    }

    internal CoreExit Run(byte[] code, long budget = 1000)
    {
        Memory.Write(Code, code);
        Core.Load(in _state);
        return Core.Run(budget);
    }

    internal ulong Register(int register) => After.Registers[register];

    /// <summary>A word of the stack, counted from the top.</summary>
    internal ulong StackWord(int index)
    {
        ulong address = After.Rsp + (ulong)(index * WordSize);
        return _mode switch
        {
            GuestMode.Long64 => Memory.Read<ulong>(address),
            GuestMode.Protected32 => Memory.Read<uint>(address),
            GuestMode.Real16 => Memory.Read<ushort>(address),
        };
    }

    internal void SetPage(ulong address, ulong bits) =>
        Memory.Write(PageTable + (address >> 12 << 3), (address & ~0xFFFUL) | bits);

    private void WriteTables()
    {
        // Selectors: 08/10 32-bit kernel, 1B/23 32-bit user, 28 64-bit kernel code, 33 64-bit user code, 38 TSS.
        ulong[] descriptors =
        [
            0, 0x00CF9B000000FFFF, 0x00CF93000000FFFF, 0x00CFFB000000FFFF, 0x00CFF3000000FFFF,
            0x00AF9B000000FFFF, 0x00AFFB000000FFFF, 0x00008B0050000067, 0,
        ];
        for (int i = 0; i < descriptors.Length; i++)
        {
            Memory.Write(Gdt + (ulong)(i * 8), descriptors[i]);
        }

        for (ulong vector = 0; vector < 32; vector++)
        {
            ulong handler = Handlers + vector;
            Memory.Write(vector * 4, (uint)handler);
            Memory.Write(Idt32 + (vector * 8), handler | 0x0000_8E00_0008_0000);
            Memory.Write(Idt64 + (vector * 16), handler | 0x0000_8E00_0028_0000);
        }

        Memory.Write(Tss + 4, (uint)KernelStackTop);
        if (_mode == GuestMode.Long64)
        {
            Memory.Write(Tss + 4, KernelStackTop);
        }
        else
        {
            Memory.Write(Tss + 8, 0x10U);
        }

        for (ulong table = Pml4; table < PageTable; table += 0x1000)
        {
            Memory.Write(table, (table + 0x1000) | AllRights);
        }

        for (ulong page = 0; page < 0x10_0000; page += 0x1000)
        {
            SetPage(page, AllRights);
        }
    }

    private CoreState CreateState()
    {
        bool isReal = _mode == GuestMode.Real16;
        bool isLong = _mode == GuestMode.Long64;
        var levelBits = (SegmentAttributes)(_level << 5);
        SegmentAttributes code = isReal ? (SegmentAttributes)0x93
            : (CodeAttributes | levelBits | (isLong ? SegmentAttributes.Code64 : SegmentAttributes.Big));
        SegmentAttributes data = isReal ? (SegmentAttributes)0x93 : DataAttributes | levelBits;
        int codeSelector = isReal ? 0 : isLong ? (_level == 3 ? 0x33 : 0x28) : _level == 3 ? 0x1B : 0x08;
        int dataSelector = isReal ? 0 : _level == 3 ? 0x23 : 0x10;
        uint limit = isReal ? 0xFFFF : uint.MaxValue;
        var created = new CoreState
        {
            Cr0 = isReal ? 0x30UL : isLong ? 0x80010031UL : 0x31UL,
            Cr3 = Pml4,
            Cr4 = isLong ? 0x20UL : 0,
            Rflags = Rflags.One,
            PrivilegeLevel = _level,
            Gdtr = new DescriptorTable(Gdt, 0x47),
            Idtr = isReal ? new DescriptorTable(0, 0x3FF)
                : isLong ? new DescriptorTable(Idt64, 0x1FF) : new DescriptorTable(Idt32, 0xFF),
            Rip = Code,
            Rsp = StackTop,
        };
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            bool isCode = register == (int)SegmentRegister.Cs;
            created.Segments[register] =
                new Segment(0, limit, (ushort)(isCode ? codeSelector : dataSelector), isCode ? code : data);
        }

        created.Segments[(int)SegmentRegister.Tr] = new Segment(Tss, 0x67, 0x38, (SegmentAttributes)0x8B);
        return created;
    }
}
