using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>
/// What devices see of the core. They are made before it, because it is built into them; until then it is time zero.
/// </summary>
/// <param name="msrs">The MSRs of the core.</param>
internal sealed class ProcessorLink(MsrFile msrs) : IApicProcessor, ITickSource
{
    private Core? _core;

    /// <inheritdoc cref="IApicProcessor.Ticks"/>
    public long Ticks => _core?.Now ?? 0;

    /// <inheritdoc/>
    public ulong TimeStampOffset => msrs.TimeStampAt(ticks: 0);

    /// <inheritdoc/>
    public ulong ApicBase => msrs.ApicBase;

    /// <inheritdoc/>
    public byte TaskPriorityClass
    {
        get => (byte)(_core?.Current.Cr8 ?? 0);
        set
        {
            if (_core is not null)
            {
                _core.State.Cr8 = value;
            }
        }
    }

    /// <summary>Connects the core, as soon as it is made.</summary>
    internal void Connect(Core core) => _core = core;
}
