namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>An arrow that closes a cycle, and may.</summary>
/// <param name="Assembly">The assembly of the two folders.</param>
/// <param name="From">The folder that uses, by its namespace within the assembly.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Why">Why the two belong together although each has a folder.</param>
public sealed record AllowedArrow(string Assembly, string From, string To, string Why)
{
    private const string Emulator = "MsrSpec.Implementation.Emulator";
    private const string Spec = "MsrSpec.Spec";

    /// <summary>The only ones.</summary>
    public static IReadOnlyList<AllowedArrow> All { get; } =
    [
        new(Emulator, "Cpu", "Cpu.Decoding",
            "The core runs blocks of decoded operations, and an operation is a function that takes the core."),
        new(Emulator, "Cpu", "Cpu.Exceptions",
            "The core delivers what an instruction raises, and delivery switches its mode, stack and code."),
        new(Emulator, "Cpu", "Cpu.Segmentation",
            "The core's state holds the segment registers, and loading one reads tables and raises on the core."),
        new(Emulator, "Cpu.Decoding", "Cpu.Instructions",
            "Decoding puts the address of each instruction's function into the operation that the function takes."),
        new(Spec, "Vocabulary", "Commands",
            "The record of a command stands in one file with the description of its kind, which makes such records."),
        new(Spec, "Vocabulary", "Allowlist",
            "A command's description knows how long a whole argument is, and the chapter says so of the words."),
        new(Spec, "Commands", "TraceText",
            "A field of a command prints and reads itself as the trace language writes its domain."),
        new(Spec, "Vocabulary", "TraceText",
            "An outcome prints itself as a trace has it, so that every failed comparison can be read."),
    ];

    /// <summary>The arrow.</summary>
    public Arrow Arrow => new($"{Assembly}.{From}", $"{Assembly}.{To}");
}
