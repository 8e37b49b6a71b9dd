using System.Collections.Immutable;
using System.Globalization;
using MsrSpec.Policies.Installing;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Reading;

/// <summary>Reads what is handed to an interface as the policy that the kernel then carries out.</summary>
internal static class InstalledReader
{
    private const string Open = "no range is left: everything is allowed";

    /// <summary>The dialect by which an interface is judged where nothing says another one.</summary>
    public static Dialect DialectOf(Interface of) => of == Interface.Filter ? Dialect.Linux61 : Dialect.Posted;

    /// <summary>The dialect that a trace names, as its reference or its machine; or null.</summary>
    public static Dialect? NamedBy(Trace trace) =>
        Dialect.Find(trace.Reference ?? string.Empty) ?? Dialect.Find(trace.Machine ?? string.Empty);

    /// <summary>The interface whose calls a trace makes: the filter's if it makes one of them.</summary>
    public static Interface InterfaceOf(Trace trace) =>
        trace.Commands.Any(IsOfTheFilter) ? Interface.Filter : Interface.Allowlist;

    /// <summary>Hands calls to a kernel, and asks it.</summary>
    /// <param name="format">What the input is written in.</param>
    /// <param name="dialect">The kernel.</param>
    /// <param name="calls">The calls; the first one that is refused is a problem.</param>
    public static PolicyInput Read(PolicyFormat format, Dialect dialect, IEnumerable<Call> calls)
    {
        Installation kernel = new(dialect);
        foreach (Call call in calls)
        {
            Outcome outcome = kernel.Step(call.Command, out Clause ruling);
            if (outcome != Outcome.Success)
            {
                return PolicyInput.Wrong(format, new PolicyProblem(
                    call.Line, call.Place, $"the kernel answers {outcome}. {ruling.Sentence.TrimEnd('.')}"));
            }
        }

        return Of(format, dialect, kernel, []);
    }

    /// <summary>Carries out a trace, and asks the kernel behind its last command.</summary>
    public static PolicyInput Read(Trace trace)
    {
        string? wrong = trace.Steps.IsEmpty ? "it has no command"
            : trace.HasThreads ? "it has threads, so what is decided behind them is more than one thing"
            : null;
        if (wrong is not null)
        {
            return PolicyInput.Wrong(PolicyFormat.Trace, new PolicyProblem(null, null, wrong));
        }

        Dialect dialect = NamedBy(trace) ?? DialectOf(InterfaceOf(trace));
        Installation kernel = new(dialect);
        List<string> refused = [];
        foreach ((int number, Command command) in trace.Commands.Index())
        {
            Outcome outcome = kernel.Step(command, out _);
            if (outcome != Outcome.Success && (command is Command.AddAllowlist || IsOfTheFilter(command)))
            {
                refused.Add(string.Create(CultureInfo.InvariantCulture, $"command {number + 1}: {outcome}"));
            }
        }

        string count = refused.Count.ToString(CultureInfo.InvariantCulture);
        return Of(PolicyFormat.Trace, dialect, kernel, refused.Count == 0 ? []
            : [new PolicyProblem(null, null, $"{count} of its calls are refused, the first one is {refused[0]}")]);
    }

    private static bool IsOfTheFilter(Command command) => command is Command.SetFilter or Command.WriteFilterSlot;

    private static PolicyInput Of(
        PolicyFormat format, Dialect dialect, Installation kernel, ImmutableArray<PolicyProblem> warnings) =>
        new(format, kernel.Decided(), ImmutableSortedDictionary<uint, string>.Empty, [],
            kernel.IsOpen ? warnings.Add(new PolicyProblem(null, null, Open)) : warnings)
        {
            Dialect = dialect,
        };
}
