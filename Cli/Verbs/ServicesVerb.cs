using System.CommandLine;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec services</c>: the functions of the kernel that compiled code may call.</summary>
internal static class ServicesVerb
{
    private const string Summary =
        "Lists the functions of the kernel that compiled code may call, with the versions of Linux that have them";

    private const string Notes = """
        What an object file calls beyond these ends its machine, with the name of the function; the table [services] of
        its manifest says what stands for it.

        Exit status: 0 listed, 2 wrong command line, or no such name.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string?> filter = new("name")
        {
            Description = "Only functions whose name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Verb verb = new("services", Summary, Notes) { filter };
        verb.SetAction(parsed => Run(parsed.GetValue(filter)));
        return verb;
    }

    private static int Run(string? filter)
    {
        KernelSymbol[] symbols =
        [
            .. KernelSymbols.All.Where(
                symbol => filter is null || symbol.Name.Contains(filter, StringComparison.Ordinal)),
        ];
        if (symbols.Length == 0)
        {
            return CommandLine.Fail($"no function's name contains '{filter}'");
        }

        int width = symbols.Max(symbol => symbol.Name.Length);
        foreach (IGrouping<KernelFunction, KernelSymbol> group in symbols.GroupBy(symbol => symbol.Function))
        {
            Terminal.Output.WriteLine(Does(group.Key));
            foreach (KernelSymbol symbol in group)
            {
                Terminal.Output.WriteLine($"    {symbol.Name.PadRight(width)}  {symbol.Versions}");
            }
        }

        Terminal.Output.WriteLine($"{symbols.Length} of {KernelSymbols.All.Count} functions");
        return ExitStatus.Success;
    }

    private static string Does(KernelFunction function) => function switch
    {
        KernelFunction.Allocate => "allocates an object, on pages of its own",
        KernelFunction.Free => "frees an object; nothing is ever there again",
        KernelFunction.CopyFromUser => "copies from the user, as far as his memory goes",
        KernelFunction.DuplicateFromUser => "copies from the user to a fresh object",
        KernelFunction.LockMutex => "takes a mutex, and may sleep",
        KernelFunction.UnlockMutex => "releases a mutex",
        KernelFunction.LockSpin => "takes a spin lock; who holds it may not sleep",
        KernelFunction.UnlockSpin => "releases a spin lock",
        KernelFunction.BeginRead => "begins to read under SRCU",
        KernelFunction.EndRead => "ends to read under SRCU",
        KernelFunction.Synchronize => "waits for the readers of SRCU, and may sleep",
        KernelFunction.MightSleep => "says that what follows may sleep",
        KernelFunction.CopyMemory => "copies memory, where the code could write",
        KernelFunction.FillMemory => "fills memory, where the code could write",
        KernelFunction.Nothing => "does nothing that anybody sees",
        KernelFunction.StackCheckFailed => "has found the canary of a stack overwritten",
        KernelFunction.CheckAccess => "asks, in a KASAN build, whether memory may be touched",
    };
}
