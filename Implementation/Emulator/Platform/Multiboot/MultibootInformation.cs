using System.Buffers.Binary;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>
/// What a kernel is told: RAM, its command line, modules, the memory map, the name of the loader. The structure comes
/// first, then the tables, then the texts.
/// </summary>
internal sealed class MultibootInformation
{
    private const int StructureSize = 116;
    private const int ModuleSize = 16;
    private const int MapEntrySize = 24;
    private const uint HasMemory = 1 << 0;
    private const uint HasCommandLine = 1 << 2;
    private const uint HasModules = 1 << 3;
    private const uint HasMap = 1 << 6;
    private const uint HasLoaderName = 1 << 9;
    private const uint Available = 1;
    private const uint Reserved = 2;
    private const ulong LowEnd = 0xA_0000;
    private const ulong HighStart = 0x10_0000;

    private readonly ulong _memorySize;
    private readonly byte[] _commandLine;
    private readonly byte[] _loaderName = MultibootLoader.Terminated("msrspec");
    private readonly List<(uint Start, uint End, byte[] Text)> _modules = [];
    private readonly List<(ulong Start, ulong Length, uint Type)> _map = [];

    internal MultibootInformation(ulong memorySize, string commandLine)
    {
        _memorySize = memorySize;
        _commandLine = MultibootLoader.Terminated(commandLine);
        _map.Add((0, Math.Min(memorySize, LowEnd), Available));
        _map.Add((LowEnd, HighStart - LowEnd, Reserved));
        if (memorySize > HighStart)
        {
            _map.Add((HighStart, memorySize - HighStart, Available));
        }
    }

    /// <summary>The bytes that it takes.</summary>
    internal ulong Size => (ulong)(TextOffset + _loaderName.Length + _commandLine.Length
        + _modules.Sum(module => module.Text.Length));

    private int MapOffset => StructureSize + (ModuleSize * _modules.Count);

    private int TextOffset => MapOffset + (MapEntrySize * _map.Count);

    internal void AddModule(uint start, uint length, string text) =>
        _modules.Add((start, start + length, MultibootLoader.Terminated(text)));

    /// <summary>The bytes, for the place where they will lie.</summary>
    internal byte[] At(uint address)
    {
        byte[] bytes = new byte[Size];
        int text = TextOffset;
        uint flags = HasMemory | HasCommandLine | HasMap | HasLoaderName | (_modules.Count > 0 ? HasModules : 0);
        Put(bytes, 0, flags);
        Put(bytes, 4, (uint)(Math.Min(_memorySize, LowEnd) >> 10));
        Put(bytes, 8, _memorySize > HighStart ? (uint)((_memorySize - HighStart) >> 10) : 0);
        Put(bytes, 16, address + (uint)PutText(bytes, ref text, _commandLine));
        Put(bytes, 20, (uint)_modules.Count);
        Put(bytes, 24, address + StructureSize);
        Put(bytes, 44, (uint)(MapEntrySize * _map.Count));
        Put(bytes, 48, address + (uint)MapOffset);
        Put(bytes, 64, address + (uint)PutText(bytes, ref text, _loaderName));
        for (int i = 0; i < _modules.Count; i++)
        {
            int at = StructureSize + (ModuleSize * i);
            Put(bytes, at, _modules[i].Start);
            Put(bytes, at + 4, _modules[i].End);
            Put(bytes, at + 8, address + (uint)PutText(bytes, ref text, _modules[i].Text));
        }

        for (int i = 0; i < _map.Count; i++)
        {
            int at = MapOffset + (MapEntrySize * i);
            Put(bytes, at, MapEntrySize - sizeof(uint));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 4), _map[i].Start);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 12), _map[i].Length);
            Put(bytes, at + 20, _map[i].Type);
        }

        return bytes;
    }

    private static int PutText(byte[] bytes, ref int offset, byte[] text)
    {
        int at = offset;
        text.CopyTo(bytes, at);
        offset += text.Length;
        return at;
    }

    private static void Put(byte[] bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
}
