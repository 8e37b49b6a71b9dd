using System.CommandLine;
using System.Globalization;
using MsrSpec.Model;
using MsrSpec.Shell;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec explain</c>: which rule decides an ioctl argument, and an access after it, and why.</summary>
internal static class ExplainVerb
{
    private const string Summary = "Says which rule decides an ioctl argument and an access after it, and why";

    private const string Notes = """
        Example: ./msrspec explain "03000000 08000000 10000000 00000000 01" 0x10 read

        Exit status: 0 explained, 2 wrong command line or file.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> argument = new("argument")
        {
            Description = "The bytes that KVM_ADD_MSR_ALLOWLIST points to: hexadecimal digits, or @FILE with such "
                + "digits as text or with the bytes themselves",
        };
        Argument<string?> msr = new("msr")
        {
            Description = "An MSR index, decimal or with 0x in front, or the name of a register",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Argument<string?> access = new("access")
        {
            Description = "read or write; without it, both",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> dialect = new("--dialect")
        {
            Description = "The dialect that explains",
            DefaultValueFactory = _ => Dialect.Sound.Name,
            HelpName = "NAME",
        };
        Option<bool> raw = new("--raw")
        {
            Description = "The file holds the bytes themselves, even if all of them are hexadecimal digits",
        };
        Verb verb = new("explain", Summary, Notes) { argument, msr, access, dialect, raw };
        verb.SetAction(parsed => Run(
            parsed.GetValue(argument)!, parsed.GetValue(raw), parsed.GetValue(msr), parsed.GetValue(access),
            parsed.GetValue(dialect)!));
        return verb;
    }

    private static int Run(string text, bool isRaw, string? msr, string? access, string dialectName)
    {
        AccessFlags types = AccessFlags.ReadWrite;
        UserBuffer? buffer = null;
        string? problem =
            DialectNames.Find(dialectName, out string unknown) is not { } dialect ? unknown
            : dialect.Readings.Interface != Interface.Allowlist
                ? $"{dialectName} has a filter, which is not decoded here: write its slots as a trace, and 'run' it"
            : (buffer = ArgumentBytes.Read(text, isRaw, out string why)) is null ? why
            : msr is not null && MsrIndexText.Read(msr, out why) is null ? why
            : !TryParseAccess(access, out types) ? $"'{access}' is not an access; write read or write"
            : null;
        if (problem is not null)
        {
            return CommandLine.Fail(problem);
        }

        ReadingSet readings = Dialect.Find(dialectName)!.Readings;
        Spec.Vocabulary.Command call = new Spec.Vocabulary.Command.AddAllowlist(buffer!);
        StepResult result = ReferenceModel.Step(VmState.Fresh, call, readings, out Outcome outcome);
        ExplainArgument(buffer!, outcome, result, dialectName);
        if (msr is not null)
        {
            ExplainAccess(result.State, MsrIndexText.Read(msr, out _)!.Value, types, readings);
        }

        return ExitStatus.Success;
    }

    private static void ExplainArgument(UserBuffer buffer, Outcome outcome, StepResult result, string dialect)
    {
        Terminal.Output.WriteLine($"{buffer.Length} readable bytes, on a fresh VM, as {dialect} has it:");
        if (buffer.HasHeader)
        {
            AllowlistHeader header = buffer.Header;
            Line("flags", $"0x{header.Flags:x} ({CommandPrinter.PrintFlags(header.Flags)})");
            Line("nmsrs", $"{header.Count} (0x{header.Count:x}), a bitmap of {header.BitmapSize} bytes");
            Line("base", $"0x{header.Base:x}{Name(header.Base)}");
            Line("end", $"0x{(ulong)header.Base + header.Count:x}");
            Line("pad", $"0x{header.Pad:x}");
        }

        Line("result", $"{outcome}");
        Tell(result.Reasons.Ruling);
        Clause ruling = result.Reasons.Ruling;
        foreach (Clause clause in result.Reasons.Case.Clauses.Distinct().Where(clause => clause != ruling))
        {
            Tell(clause);
        }
    }

    private static void ExplainAccess(VmState state, uint index, AccessFlags types, ReadingSet readings)
    {
        foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write })
        {
            if ((types & type) != 0)
            {
                Decision decision = DecisionRules.Judge(new DecisionQuery(state.Slots, index, type, readings));
                string verb = type == AccessFlags.Read ? "RDMSR" : "WRMSR";
                string decided = decision.Allowed ? "allowed" : "denied";
                Terminal.Output.WriteLine($"{verb} 0x{index:x}{Name(index)}: {decided}");
                Tell(decision.Clause);
            }
        }
    }

    private static void Tell(Clause clause) => Terminal.Output.WriteLine($"  because {clause.Id}: {clause.Sentence}");

    private static void Line(string key, FormattableString value) =>
        Terminal.Output.WriteLine($"  {key,-7}{value.ToString(CultureInfo.InvariantCulture)}");

    private static string Name(uint index) => MsrNames.Describe(index) is { } name ? $" {name}" : string.Empty;

    private static bool TryParseAccess(string? text, out AccessFlags types)
    {
        types = text switch
        {
            null => AccessFlags.ReadWrite,
            "read" => AccessFlags.Read,
            "write" => AccessFlags.Write,
            _ => AccessFlags.None,
        };
        return types != AccessFlags.None;
    }
}
