namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>GDTR or IDTR.</summary>
/// <param name="Base">The linear address of the table.</param>
/// <param name="Limit">The last valid byte offset.</param>
public readonly record struct DescriptorTable(ulong Base, ushort Limit);
