using System.Globalization;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli.Explaining;

/// <summary>What <c>explain</c> prints.</summary>
/// <param name="dialect">The dialect that explains.</param>
internal sealed class ExplanationPage(Dialect dialect)
{
    private VmState _state = VmState.Fresh;

    /// <summary>Explains every argument in the state that those before it leave, and then the access.</summary>
    public void Print(ExplainRequest request)
    {
        int count = request.Arguments.Length;
        for (int number = 0; number < count; number++)
        {
            UserBuffer buffer = request.Arguments[number];
            string which = count == 1 ? string.Empty : $"Argument {number + 1} of {count}: ";
            string where = number == 0 ? "on a fresh VM" : "behind those above";
            Terminal.Output.WriteLine($"{which}{buffer.Length} readable bytes, {where}, as {dialect.Name} has it:");
            Explain(buffer);
        }

        if (request.Index is { } index)
        {
            Explain(index, request.Types);
        }
    }

    private void Explain(UserBuffer buffer)
    {
        if (buffer.HasHeader)
        {
            AllowlistHeader header = buffer.Header;
            Line("flags", $"0x{header.Flags:x} ({CommandPrinter.PrintFlags(header.Flags)})");
            Line("nmsrs", $"{header.Count} (0x{header.Count:x}), a bitmap of {header.BitmapSize} bytes");
            Line("base", $"0x{header.Base:x}{RegisterText.Name(header.Base)}");
            Line("end", $"0x{(ulong)header.Base + header.Count:x}");
            Line("pad", $"0x{header.Pad:x}");
        }

        StepResult result =
            ReferenceModel.Step(_state, new Command.AddAllowlist(buffer), dialect.Readings, out Outcome outcome);
        _state = result.State;
        Line("result", $"{outcome}");
        Tell(result.Reasons.Ruling);
        Clause ruling = result.Reasons.Ruling;
        foreach (Clause clause in result.Reasons.Case.Clauses.Distinct().Where(clause => clause != ruling))
        {
            Tell(clause);
        }
    }

    private void Explain(uint index, AccessFlags types)
    {
        foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write })
        {
            if ((types & type) != 0)
            {
                Decision decision =
                    DecisionRules.Judge(new DecisionQuery(_state.Slots, index, type, dialect.Readings));
                string verb = type == AccessFlags.Read ? "RDMSR" : "WRMSR";
                string decided = decision.Allowed ? "allowed" : "denied";
                Terminal.Output.WriteLine($"{verb} 0x{index:x}{RegisterText.Name(index)}: {decided}");
                Tell(decision.Clause);
            }
        }

        Terminal.Output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"0x{index:x} is {RegisterText.Standing(index)}"));
    }

    private static void Tell(Clause clause) => Terminal.Output.WriteLine($"  because {clause.Id}: {clause.Sentence}");

    private static void Line(string key, FormattableString value) =>
        Terminal.Output.WriteLine($"  {key,-7}{value.ToString(CultureInfo.InvariantCulture)}");
}
