namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>What a local APIC shares with the core that it belongs to.</summary>
public interface IApicProcessor
{
    /// <summary>The time now, in ticks of the core.</summary>
    long Ticks { get; }

    /// <summary>What is added to the time to make the time-stamp counter.</summary>
    ulong TimeStampOffset { get; }

    /// <summary>IA32_APIC_BASE: the APIC's base address and mode.</summary>
    ulong ApicBase { get; }

    /// <summary>CR8: the upper four bits of the task priority.</summary>
    byte TaskPriorityClass { get; set; }
}
