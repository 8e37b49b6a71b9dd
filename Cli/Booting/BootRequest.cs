using MsrSpec.Files;

namespace MsrSpec.Cli.Booting;

/// <summary>What the command line of <c>msrspec boot</c> asks for.</summary>
/// <param name="Image">The file of the kernel.</param>
/// <param name="Processor">What the processor is to be.</param>
/// <param name="Memory">RAM, such as 128M.</param>
/// <param name="Steps">The most instructions.</param>
/// <param name="Append">What the kernel is told.</param>
/// <param name="Modules">Files that are loaded beside the kernel.</param>
/// <param name="Trace">Takes a line on each instruction, or null.</param>
/// <param name="Profile">Whether the mnemonics are counted.</param>
internal sealed record BootRequest(
    string Image,
    string Processor,
    string Memory,
    long Steps,
    string Append,
    IReadOnlyList<string> Modules,
    OutputFile? Trace,
    bool Profile);
