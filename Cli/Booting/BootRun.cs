using System.Globalization;
using MsrSpec.Files;
using MsrSpec.Implementation.Emulator.Platform;
using MsrSpec.Implementation.Emulator.Platform.Inspection;
using MsrSpec.Implementation.Emulator.Platform.Multiboot;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Booting;

/// <summary>Boots a kernel and runs it to its end.</summary>
internal static class BootRun
{
    /// <summary>So many steps pass between two looks at Ctrl-C and at output without a line end.</summary>
    private const long Slice = 1_000_000;

    /// <summary>Boots a kernel; the answer is the exit status.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="output">Takes what the guest sends to COM1.</param>
    /// <param name="messages">Takes everything else.</param>
    /// <param name="interruption">Ends the run.</param>
    public static int Start(
        BootRequest request, Stream output, TextWriter messages, CancellationToken interruption)
    {
        if (!MemorySize.TryParse(request.Memory, out int memory, out string why)
            || ProcessorChoice.Find(request.Processor, out why) is not { } model)
        {
            return Refuse(messages, why);
        }

        // What does not fit into the guest's memory cannot be loaded, so no more of a file is read.
        if (InputFile.Read(request.Image, memory, out string problem) is not { } image
            || ReadModules(request.Modules, memory, out problem) is not { } modules)
        {
            return Refuse(messages, problem);
        }

        var guest = new GuestOutput(output);
        var machine = new Machine(new MachineOptions(model, memory, guest.Send));
        if (machine.Load(image, request.Append, modules) is { } error)
        {
            return Refuse(messages, $"{request.Image}: {error}");
        }

        using StreamWriter? trace = request.Trace is { } file ? new StreamWriter(file.Open()) : null;
        InstructionProfile? profile = request.Profile ? new InstructionProfile() : null;
        MachineEnd end = Run(machine, request, guest, trace, profile, interruption);
        profile?.Write(messages);
        return Report(machine, end, messages, interruption.IsCancellationRequested);
    }

    private static List<BootModule>? ReadModules(IReadOnlyList<string> files, int memory, out string problem)
    {
        List<BootModule> modules = [];
        problem = string.Empty;
        foreach (string file in files)
        {
            if (InputFile.Read(file, memory, out problem) is not { } bytes)
            {
                return null;
            }

            modules.Add(new BootModule(Path.GetFileName(file), bytes));
        }

        return modules;
    }

    private static MachineEnd Run(
        Machine machine,
        BootRequest request,
        GuestOutput guest,
        TextWriter? trace,
        InstructionProfile? profile,
        CancellationToken interruption)
    {
        Func<long, MachineEnd> run = trace is null && profile is null
            ? machine.Run : new StepTracer(machine, trace, profile).Run;
        MachineEnd end;
        do
        {
            end = run(Math.Min(Slice, request.Steps - machine.Steps));
            guest.Flush();
        }
        while (end.Kind == MachineEndKind.StepLimit && machine.Steps < request.Steps
            && !interruption.IsCancellationRequested);
        return end;
    }

    private static int Report(Machine machine, MachineEnd end, TextWriter messages, bool interrupted)
    {
        if (end.Kind == MachineEndKind.DebugExit)
        {
            return end.Status;
        }

        if (end.Kind == MachineEndKind.PowerOff)
        {
            return BootExit.PowerOff;
        }

        var disassembler = new Disassembler(machine.Core);
        (int status, string reason) = end.Kind switch
        {
            MachineEndKind.Unimplemented => (
                BootExit.Unimplemented,
                $"the core lacks '{disassembler.FormatNext()}', bytes {end.Instruction}, or the delivery of its event"),
            MachineEndKind.Shutdown => (BootExit.Shutdown, "shutdown: a triple fault"),
            MachineEndKind.Halted => (BootExit.Halted, "halted, and nothing is there that could wake the processor"),
            MachineEndKind.Reset => (BootExit.Reset, "the guest asked for a reset"),
            _ when interrupted => (BootExit.Interrupted, "interrupted"),
            _ => (BootExit.StepLimit, "the step limit was reached; --steps sets another"),
        };
        string steps = machine.Steps.ToString("N0", CultureInfo.InvariantCulture);
        messages.WriteLine($"msrspec: {reason} (after {steps} steps)");
        messages.Write(StateText.Describe(machine.Core));
        foreach (string line in disassembler.Around())
        {
            messages.WriteLine(line);
        }

        return status;
    }

    private static int Refuse(TextWriter messages, string why)
    {
        messages.WriteLine($"msrspec: {why.ReplaceLineEndings(" ")}");
        return ExitStatus.Usage;
    }
}
