using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Registry;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli;

/// <summary>A defect of the posted patch, and the counterexamples that show it.</summary>
/// <param name="Defect">The defect.</param>
/// <param name="Evidence">
/// The clauses that it breaks; with each the commands of its counterexample, null if there is none. Empty if no trace
/// can show the defect.
/// </param>
internal sealed record DefectRow(PatchDefect Defect, IReadOnlyList<(Clause Clause, int? Commands)> Evidence)
{
    /// <summary>All defects.</summary>
    /// <param name="store">The counterexamples.</param>
    /// <param name="problem">Why one of them cannot be read; null if nothing is wrong.</param>
    public static IReadOnlyList<DefectRow> Read(CounterexampleStore store, out string? problem)
    {
        List<DefectRow> rows = [];
        problem = null;
        foreach (PatchDefect defect in PatchDefect.All)
        {
            List<(Clause, int?)> evidence = [];
            foreach (KnownDefect known in KnownDefect.OfThePostedPatchIn32Bits.Where(known => known.Id == defect.Id))
            {
                RegisteredMachine machine =
                    known.In == Dialect.Posted ? MachineRegistry.Posted : MachineRegistry.Posted32;
                foreach (Clause clause in known.Breaks)
                {
                    evidence.Add((clause, CommandsOf(store.PathOf(machine.Name, clause.Id), ref problem)));
                }
            }

            rows.Add(new DefectRow(defect, evidence));
        }

        return rows;
    }

    private static int? CommandsOf(string path, ref string? problem)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Trace? trace = TraceFile.Read(path, out string refusal);
        problem ??= refusal.Length > 0 ? refusal : null;
        return trace?.Steps.Length;
    }
}
