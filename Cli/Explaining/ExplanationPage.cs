using System.Collections.Immutable;
using System.Globalization;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Mediation;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

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
        foreach ((int number, (int size, ImmutableArray<Command> commands)) in request.Arguments.Index())
        {
            string which = count == 1 ? string.Empty : Invariant($"Argument {number + 1} of {count}: ");
            string where = number == 0 ? "on a fresh VM" : "behind those above";
            Terminal.Output.WriteLine(
                Invariant($"{which}{size} readable bytes, {where}, as {dialect.Name} has it:"));
            Explain(commands);
        }

        if (request.Index is { } index)
        {
            Explain(index, request.Types);
        }
    }

    /// <summary>The last command is the call; those before it write what it is about.</summary>
    private void Explain(ImmutableArray<Command> commands)
    {
        foreach (Command command in commands)
        {
            Show(command);
            StepResult result = Step(command, out Outcome outcome);
            if (command == commands[^1])
            {
                Line("result", $"{outcome}");
                Tell(result.Reasons);
            }
        }
    }

    private static void Show(Command command)
    {
        switch (command)
        {
            case Command.AddAllowlist { Argument: { HasHeader: true } argument }:
                AllowlistHeader header = argument.Header;
                ShowRange(header.Flags, header.Count, header.Base, header.BitmapSize);
                Line("pad", $"0x{header.Pad:x}");
                break;
            case Command.WriteFilterSlot { Slot: var slot }:
                ShowRange(slot.Flags, slot.Count, slot.Base, slot.BitmapSize);
                break;
            case Command.SetFilter set:
                bool isDeny = (set.Flags & FilterLayout.DefaultDeny) != 0;
                Line("filter", $"flags 0x{set.Flags:x} ({(isDeny ? "deny" : "allow")} by default)");
                break;
            default:
                break;
        }
    }

    private static void ShowRange(uint flags, uint count, uint start, long bitmapSize)
    {
        Line("flags", $"0x{flags:x} ({CommandPrinter.PrintFlags(flags)})");
        Line("nmsrs", $"{count} (0x{count:x}), a bitmap of {bitmapSize} bytes");
        Line("base", $"0x{start:x}{RegisterText.Name(start)}");
        Line("end", $"0x{(ulong)start + count:x}");
    }

    private void Explain(uint index, AccessFlags types)
    {
        foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write }.Where(type => (types & type) != 0))
        {
            StepResult result = Step(new Command.AskDecision(type, index), out Outcome decided);
            string verb = type == AccessFlags.Read ? "RDMSR" : "WRMSR";
            Terminal.Output.WriteLine(Invariant($"{verb} 0x{index:x}{RegisterText.Name(index)}: {decided}"));
            Tell(result.Reasons.Ruling);
            TellWhoIsNotAsked(new MediatedAccess(index, type, decided == Outcome.Allowed));
        }

        Terminal.Output.WriteLine(Invariant($"0x{index:x} is {RegisterText.Standing(index)}"));
    }

    /// <summary>A denial is worth nothing where the kernel does not ask.</summary>
    private void TellWhoIsNotAsked(MediatedAccess access)
    {
        Row<MediatedAccess> row = MediationTables.Deciding.First(access, dialect.Readings);
        if (!access.Allowed && MediationTables.Bypasses(row))
        {
            Terminal.Output.WriteLine(
                $"  but {dialect.Name} does not ask, and the guest has it: {row.Choice} of {row.Clause!.Id}");
        }
    }

    private StepResult Step(Command command, out Outcome outcome)
    {
        StepResult result = ReferenceModel.Step(_state, command, dialect.Readings, out outcome);
        _state = result.State;
        return result;
    }

    private static void Tell(Reasons reasons)
    {
        Tell(reasons.Ruling);
        foreach (Clause clause in reasons.Case.Clauses.Distinct().Where(clause => clause != reasons.Ruling))
        {
            Tell(clause);
        }
    }

    private static void Tell(Clause clause) => Terminal.Output.WriteLine($"  because {clause.Id}: {clause.Sentence}");

    private static void Line(string key, FormattableString value) =>
        Terminal.Output.WriteLine($"  {key,-7}{value.ToString(CultureInfo.InvariantCulture)}");
}
