using System.Buffers.Binary;
using Iced.Intel;

namespace MsrSpec.PropertyTests.Platform;

/// <summary>Makes multiboot kernels of a few instructions: one with addresses in its header, or an ELF file.</summary>
internal static class KernelFile
{
    internal const uint Address = 0x10_0000;
    internal const uint Entry = Address + 0x20;

    private const uint Magic = 0x1BADB002;
    private const uint AddressFlag = 1 << 16;

    internal static byte[] WithAddresses(Action<Assembler> write)
    {
        byte[] code = Assemble(write);
        byte[] file = new byte[0x20 + code.Length];
        Put(file, 0, Magic, AddressFlag, unchecked(0 - Magic - AddressFlag), Address, Address);
        Put(file, 20, 0, Address + 0x10_0000, Entry);
        code.CopyTo(file, 0x20);
        return file;
    }

    internal static byte[] Elf(Action<Assembler> write)
    {
        const int Start = 0x80;
        byte[] code = Assemble(write);
        byte[] file = new byte[Start + 0x20 + code.Length];
        Put(file, 0, 0x464C457F, 0x00010101);
        Put(file, 16, 0x00030002, 1, Entry, 52, 0, 0, 0x0020_0034, 0x0000_0001);
        Put(file, 52, 1, Start, Address, Address, (uint)(file.Length - Start), 0x1_0000, 5, 0x1000);
        Put(file, Start, Magic, 0, unchecked(0 - Magic));
        code.CopyTo(file, Start + 0x20);
        return file;
    }

    internal static void Put(byte[] file, int offset, params ReadOnlySpan<uint> words)
    {
        foreach (uint word in words)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), word);
            offset += sizeof(uint);
        }
    }

    private static byte[] Assemble(Action<Assembler> write)
    {
        Assembler assembler = new(32);
        write(assembler);
        using MemoryStream stream = new();
        _ = assembler.Assemble(new StreamCodeWriter(stream), Entry);
        return stream.ToArray();
    }
}
