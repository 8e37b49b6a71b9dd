using MsrSpec.Implementation.Cpu.Features;

namespace MsrSpec.Cli.Booting;

/// <summary>The processors that <c>--cpu</c> can name.</summary>
internal static class ProcessorChoice
{
    /// <summary>The one that is meant when nothing is said.</summary>
    internal const string Default = "default";

    internal static CpuModel? Find(string name, out string why)
    {
        why = name == Default ? string.Empty : $"unknown processor '{name}'; known is {Default}";
        return name == Default ? CpuModel.Default : null;
    }
}
