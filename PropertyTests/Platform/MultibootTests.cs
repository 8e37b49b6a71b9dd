using System.Text;
using CsCheck;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Emulator.Platform.Multiboot;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class MultibootTests
{
    private const int HeaderInElf = 0x80;

    private static readonly uint[] Telling =
        [0x1BADB002, uint.MaxValue, 0x10_0000, 0x3F_FFFF, 0x40_0000, 0x7FFF_FFFF, 0x8000_0000];

    private readonly GuestMemory _memory = new(4 << 20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kernel_is_put_where_its_file_says(bool elf)
    {
        byte[] file = elf ? KernelFile.Elf(code => code.nop()) : KernelFile.WithAddresses(code => code.nop());
        Assert.Null(Load(file, out LoadedKernel kernel));
        Assert.Equal(KernelFile.Entry, kernel.Entry);
        Assert.Equal(0x90, _memory.Read<byte>(KernelFile.Entry));
    }

    [Fact]
    public void The_kernel_is_told_of_memory_command_line_and_modules()
    {
        BootModule[] modules = [new("first", new byte[] { 1, 2, 3 }), new("second", new byte[] { 4 })];
        Assert.Null(MultibootLoader.Load(
            KernelFile.Elf(code => code.nop()), _memory, "one two", modules, out LoadedKernel kernel));
        uint at = kernel.Information;
        Assert.Equal(0x24DU, Word(at));
        Assert.Equal((640U, 3072U), (Word(at + 4), Word(at + 8)));
        Assert.Equal("one two", Text(Word(at + 16)));
        Assert.Equal(2U, Word(at + 20));
        uint table = Word(at + 24);
        Assert.Equal("second", Text(Word(table + 16 + 8)));
        Assert.Equal(4, _memory.Read<byte>(Word(table + 16)));
        Assert.Equal(Word(table) + 3, Word(table + 4));
        Assert.Equal(72U, Word(at + 44));
        uint map = Word(at + 48);
        Assert.Equal((20U, 0U, 0xA_0000U, 1U), (Word(map), Word(map + 4), Word(map + 12), Word(map + 20)));
        Assert.Equal((0xA_0000U, 2U), (Word(map + 24 + 4), Word(map + 24 + 20)));
        Assert.Equal((0x10_0000U, 0x30_0000U, 1U), (Word(map + 48 + 4), Word(map + 48 + 12), Word(map + 48 + 20)));
        Assert.Equal("msrspec", Text(Word(at + 64)));
    }

    [Theory]
    [InlineData(HeaderInElf, 0U, "no multiboot header")]
    [InlineData(HeaderInElf + 8, 1U, "checksum")]
    [InlineData(0, 0U, "neither an ELF file")]
    [InlineData(4, 0x00010102U, "32 bits")]
    [InlineData(16, 0x00030001U, "type 1")]
    [InlineData(16, 0x003E0002U, "machine 62")]
    [InlineData(24, 0x20_0000U, "entry")]
    [InlineData(28, 0xFFFF_FFF0U, "program header 0")]
    [InlineData(44, 0U, "no segment")]
    [InlineData(56, 0xFFFFU, "behind the end")]
    [InlineData(64, 0x7FFF_0000U, "does not fit")]
    [InlineData(72, 4U, "longer in the file")]
    public void What_is_wrong_is_said(int offset, uint word, string message)
    {
        byte[] file = KernelFile.Elf(code => code.nop());
        KernelFile.Put(file, offset, word);
        Assert.Contains(message, Load(file, out _)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_requirement_is_refused_and_a_video_mode_is_not()
    {
        Assert.Null(Load(WithFlags(7), out _));
        Assert.Contains("0x8", Load(WithFlags(8), out _)!.Message, StringComparison.Ordinal);

        static byte[] WithFlags(uint flags)
        {
            byte[] file = KernelFile.Elf(code => code.nop());
            KernelFile.Put(file, HeaderInElf + 4, flags, unchecked(0U - 0x1BADB002U - flags));
            return file;
        }
    }

    [Fact]
    public void A_header_behind_the_first_8_KiB_is_none()
    {
        byte[] file = [.. new byte[8192], .. KernelFile.WithAddresses(code => code.nop())];
        Assert.Contains("no multiboot header", Load(file, out _)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_so_broken_that_loading_it_throws()
    {
        byte[][] files = [KernelFile.Elf(code => code.nop()), KernelFile.WithAddresses(code => code.nop())];
        Gen<(int File, int Length, (int Offset, uint Word)[] Changes)> broken = Gen.Select(
            Gen.Int[0, 1],
            Gen.Int[0, 300],
            Gen.Select(Gen.Int[0, 40], Words).Array[0, 4]);
        broken.Sample(
            row =>
            {
                byte[] file = [.. files[row.File]];
                foreach ((int offset, uint word) in row.Changes)
                {
                    KernelFile.Put(file, Math.Min(offset * 4, file.Length - 4), word);
                }

                _ = MultibootLoader.Load(file.AsSpan(0, Math.Min(row.Length, file.Length)), _memory, "", [], out _);
                _ = MultibootLoader.Load(file, _memory, "", [], out _);
            },
            iter: 20_000,
            threads: 1);
    }

    private static Gen<uint> Words =>
        Gen.OneOf(Gen.UInt, Gen.UInt[0, 200], Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]));

    private LoadError? Load(byte[] file, out LoadedKernel kernel) =>
        MultibootLoader.Load(file, _memory, "", [], out kernel);

    private uint Word(uint address) => _memory.Read<uint>(address);

    private string Text(uint address)
    {
        StringBuilder text = new();
        for (byte letter; (letter = _memory.Read<byte>(address)) != 0; address++)
        {
            text.Append((char)letter);
        }

        return text.ToString();
    }
}
