using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;

namespace MsrSpec.PropertyTests.Platform;

/// <summary>A processor that a test sets by hand.</summary>
internal sealed class ManualProcessor : IApicProcessor, ITickSource
{
    internal const ulong Enabled = 0xFEE0_0900;
    internal const ulong Extended = 0xFEE0_0D00;

    public long Ticks { get; set; }

    public ulong TimeStampOffset { get; set; }

    public ulong ApicBase { get; set; } = Enabled;

    public byte TaskPriorityClass { get; set; }
}
