using MsrSpec.Implementation.Emulator.Cpu.Features;

namespace MsrSpec.Cli.Booting;

/// <summary>The processors that <c>--cpu</c> can name.</summary>
internal static class ProcessorChoice
{
    /// <summary>The one that is meant when nothing is said.</summary>
    internal const string Default = "default";

    internal static CpuModel? Find(string text, out string why)
    {
        why = CpuModelText.TryParse(text, out CpuModel? model, out string? error) ? string.Empty : $"--cpu: at {error}";
        return model;
    }
}
