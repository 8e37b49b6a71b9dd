namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>A kernel that is in RAM.</summary>
/// <param name="Entry">Where it is entered.</param>
/// <param name="Information">Where the multiboot information lies.</param>
public readonly record struct LoadedKernel(uint Entry, uint Information);
