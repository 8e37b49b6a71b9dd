using System.CommandLine;
using MsrSpec.Cli.Booting;
using MsrSpec.Files;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec boot</c>: boots a multiboot kernel on the emulated core.</summary>
internal static class BootVerb
{
    private const long DefaultSteps = 2_000_000_000;

    private const string Summary = "Boots a multiboot kernel on the emulated core and prints what it sends to COM1";

    private const string Notes = """
        Example: ./msrspec boot kernel.elf --memory 64M --append "verbose" --profile

        Exit status: what the guest writes to port 0xf4, v, makes 2v+1, as QEMU's isa-debug-exit does. Otherwise
        0 switched off, 2 wrong command line or image, 4 the core lacks an instruction, 6 triple fault,
        8 step limit, 10 halted for good, 12 reset, 130 Ctrl-C; all but 0 and 2 with the state on standard error.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> image = Options.InputArgument("image", "A multiboot kernel: ELF32, or with addresses");
        Option<string> processor = new("--cpu")
        {
            Description = "The processor",
            DefaultValueFactory = _ => ProcessorChoice.Default,
            HelpName = "NAME[,+feature][,-feature][,banks=N]",
        };
        Option<string> memory = new("--memory")
        {
            Description = "RAM, with K, M or G behind the number",
            DefaultValueFactory = _ => "128M",
            HelpName = "SIZE",
        };
        Option<long> steps = Options.Count("--steps", "The most instructions to execute", DefaultSteps);
        Option<string> append = new("--append")
        {
            Description = "The kernel's command line",
            DefaultValueFactory = _ => string.Empty,
            HelpName = "TEXT",
        };
        Option<string[]> modules = new("--module")
        {
            Description = "A file to load beside the kernel; may be given several times",
            DefaultValueFactory = _ => [],
            HelpName = "FILE",
        };
        Option<OutputFile?> trace = Options.OptionalOutput(
            "--trace", "Writes a line for each instruction there: step, address, bytes, text, what changed");
        Option<bool> profile = new("--profile") { Description = "Counts the instructions by mnemonic" };
        Verb verb = new("boot", Summary, Notes)
        {
            image, processor, memory, steps, append, modules, trace, profile,
        };
        verb.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            using Stream output = StandardOutput.Open();
            BootRequest request = new(
                parsed.GetValue(image)!, parsed.GetValue(processor)!, parsed.GetValue(memory)!, parsed.GetValue(steps),
                parsed.GetValue(append)!, parsed.GetValue(modules)!, parsed.GetValue(trace), parsed.GetValue(profile));
            return BootRun.Start(request, output, Console.Error, interruption.Token);
        });
        return verb;
    }
}
