using System.Globalization;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Cli;

/// <summary>
/// How many ioctls of a run failed: those on the VM, and the host's accesses to MSRs. KVM_RUN is none of them; what a
/// guest's access comes to is no failure of a call.
/// </summary>
internal sealed class IoctlTally
{
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Whether any failed.</summary>
    public bool HasFailures => _failures.Count > 0;

    /// <summary>Counts a command and what came of it.</summary>
    public void Add(Command command, Outcome outcome)
    {
        CommandDescription kind = CommandDescription.Of(command);
        if (kind.Subject != CommandSubject.Vm && kind.Theme != CommandTheme.HostAccesses)
        {
            return;
        }

        _calls++;
        if (outcome.Kind is OutcomeKind.Error or OutcomeKind.Unprocessed or OutcomeKind.Blocked or OutcomeKind.Oops)
        {
            string failure = outcome.ToString();
            _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
        }
    }

    /// <summary>How many failed of how many, and how, as a comment of a trace.</summary>
    public override string ToString()
    {
        string how = string.Join(", ", _failures.Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
        return Invariant($"# {_failures.Values.Sum()} of {_calls} ioctls failed{(HasFailures ? ": " : "")}{how}");
    }
}
