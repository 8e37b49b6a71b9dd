using System.CommandLine;
using MsrSpec.Cli.Explaining;
using MsrSpec.Shell;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec registers</c>: the registers that are known by name.</summary>
internal static class RegistersVerb
{
    private const string Summary = "Lists the registers that are known by name, and which the modelled processor has";

    private const string Notes = """
        A name is read in letters of either case, with MSR_, IA32_ or MSR_IA32_ in front or without, and underscores do
        not count. 'present' is what the modelled processor has, 'absent' what it lacks; an index without a name is
        unknown.

        Exit status: 0 printed, 2 wrong command line, or no register is meant.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string?> filter = new("name")
        {
            Description = "Only registers of which a spelling contains this, or the one of this index",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Verb verb = new("registers", Summary, Notes) { filter };
        verb.SetAction(parsed => Run(parsed.GetValue(filter)));
        return verb;
    }

    private static int Run(string? filter)
    {
        // A prefix that may be left out may also be written.
        uint? meant = filter is null ? null : MsrIndexText.Read(filter, out _);
        MsrName[] names = [.. MsrNames.All.Where(
            name => filter is null || name.Index == meant || Has(name, filter))];
        if (names.Length == 0)
        {
            return CommandLine.Fail($"no register's name contains '{filter}', and none that is known has that index");
        }

        foreach (MsrName name in names)
        {
            string standing = MsrTable.TryFind(name.Index, out _) ? "present" : "absent ";
            string vendor = RegisterText.VendorOf(name.Vendor);
            string others = name.Others.IsEmpty ? string.Empty : $" ({string.Join(", ", name.Others)})";
            Terminal.Output.WriteLine(Invariant($"0x{name.Index:x8} {standing} {vendor,-7} {name.Name}{others}"));
        }

        return ExitStatus.Success;
    }

    private static bool Has(MsrName name, string part) =>
        name.Spellings.Any(spelling => spelling.Contains(part, StringComparison.OrdinalIgnoreCase));
}
