using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Emulator.Platform.Multiboot;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a kernel's file: the loader puts it into RAM and nowhere else, or refuses it and points at a byte of
/// the file.
/// </summary>
[GuidedBy("MsrSpec.Implementation.Emulator.Platform.Multiboot.")]
internal sealed class BootImageTarget : IFuzzTarget
{
    private const int RamSize = 0x20_0000;

    private static readonly BootModule[] Modules = [new("a module", new byte[16])];

    private readonly GuestMemory _memory = new(RamSize);

    /// <inheritdoc/>
    public string Name => "boot-image";

    /// <inheritdoc/>
    public string Summary => "a multiboot or ELF file: loaded within RAM, or refused with a place in the file";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.BootImageFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        LoadError? error = MultibootLoader.Load(input, _memory, "a command line", Modules, out LoadedKernel kernel);
        return !_memory.AreGuardsIntact ? "the loader writes outside of RAM"
            : error is not null && (error.Offset < 0 || error.Offset > input.Length)
                ? Invariant($"an error names a byte that the file does not have\n{error}")
            : error is null && (kernel.Entry >= RamSize || kernel.Information >= RamSize)
                ? Invariant($"what is loaded lies outside of RAM\n{kernel}")
            : null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        string read = MultibootImage.TryRead(input, out LoadError? error) is { } image
            ? Invariant($"entry 0x{image.Entry:x}\n") + string.Join('\n', image.Segments)
            : $"{error}";
        return new Explanation($"{read}\n{Convert.ToHexStringLower(input)}");
    }
}
