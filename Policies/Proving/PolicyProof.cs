using System.Collections.Immutable;
using System.Text;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Proving;

/// <summary>
/// Whether calls make a kernel decide as a policy does: the reference model carries them out and is asked about every
/// index in both directions. The compiler has no part in it.
/// </summary>
public static class PolicyProof
{
    /// <summary>The kernels that are asked for an interface.</summary>
    public static ImmutableArray<Dialect> Dialects(Interface of) => of == Interface.Allowlist
        ? [Dialect.Posted, Dialect.Sound]
        : [Dialect.Linux510, Dialect.Linux512, Dialect.Linux61];

    /// <summary>Looks for what is decided otherwise.</summary>
    /// <param name="policy">What is wanted.</param>
    /// <param name="exempt">The indices that do not matter.</param>
    /// <param name="dialect">The kernel.</param>
    /// <param name="calls">The calls.</param>
    /// <returns>What a kernel does otherwise, in one sentence; null if there is nothing.</returns>
    public static string? Refute(
        MsrPolicy policy, IndexSet exempt, Dialect dialect, IEnumerable<Command> calls)
    {
        Installation kernel = new(dialect);
        foreach ((int number, Command call) in calls.Index())
        {
            Outcome outcome = kernel.Step(call, out Clause ruling);
            if (outcome != Outcome.Success)
            {
                return FormattableString.Invariant(
                    $"{dialect.Name} answers command {number + 1} with {outcome}: {ruling.Sentence.TrimEnd('.')}");
            }
        }

        PolicyDifference difference = PolicyDifference.Between(policy, kernel.Decided(), exempt);
        return difference.IsEmpty ? null : $"{dialect.Name} decides otherwise: {difference.Describe()}";
    }

    /// <summary>Looks for what a text that was printed, read again, decides otherwise.</summary>
    /// <param name="policy">What is wanted.</param>
    /// <param name="exempt">The indices that do not matter.</param>
    /// <param name="text">The text.</param>
    /// <returns>What it decides otherwise, or why it cannot be read; null if there is nothing.</returns>
    public static string? RefuteText(MsrPolicy policy, IndexSet exempt, string text)
    {
        PolicyInput read = PolicyReader.Read(Encoding.UTF8.GetBytes(text), null);
        if (read.Policy is null)
        {
            return read.Problems[0].Describe("what is printed");
        }

        PolicyDifference difference = PolicyDifference.Between(policy, read.Policy, exempt);
        return difference.IsEmpty ? null : $"what is printed decides otherwise: {difference.Describe()}";
    }
}
