using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Memory;

/// <summary>A device that claims one page of RAM, answers with its address, and remembers what it was asked.</summary>
internal sealed class RecordingDevice(ulong claimed) : IMemoryDevice
{
    internal List<string> Log { get; } = [];

    public bool Claims(ulong physical) => physical >> 12 == claimed >> 12;

    public ulong Read(ulong physical, int size)
    {
        Log.Add($"read {physical:X} {size}");
        return (0x1111_1111_1111_1111 * (physical & 0xF)) & (ulong.MaxValue >> (64 - (8 * size)));
    }

    public void Write(ulong physical, int size, ulong value) => Log.Add($"write {physical:X} {size} {value:X}");
}
