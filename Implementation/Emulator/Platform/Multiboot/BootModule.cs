namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>A file that is put into RAM beside the kernel.</summary>
/// <param name="CommandLine">What the kernel is told of it.</param>
/// <param name="Content">The bytes.</param>
public sealed record BootModule(string CommandLine, ReadOnlyMemory<byte> Content);
