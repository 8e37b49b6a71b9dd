using System.Collections.Concurrent;
using System.Collections.Immutable;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Judging;

/// <summary>
/// Which test classes have killed mutants of a file: they are asked first about its next one. That changes nothing but
/// how long a run takes.
/// </summary>
/// <param name="classes">The names of all classes.</param>
internal sealed class Killers(IReadOnlyCollection<string> classes)
{
    /// <summary>More would take as long as everybody.</summary>
    private const int Most = 3;

    private const string Failed = "[FAIL]";

    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _byFile = new();

    /// <summary>The classes that have killed mutants of the same file, the last one first.</summary>
    public ImmutableArray<string> Of(Mutant mutant) => _byFile.GetValueOrDefault(FileOf(mutant), []);

    /// <summary>Takes down who has killed a mutant.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="output">What the tests have printed.</param>
    public void Note(Mutant mutant, string output)
    {
        string? failed = output.Split('\n').FirstOrDefault(line => line.Contains(Failed, StringComparison.Ordinal));
        string? killer = classes.Where(name => failed?.Contains($"{name}.", StringComparison.Ordinal) == true)
            .MaxBy(name => name.Length);
        if (killer is not null)
        {
            _ = _byFile.AddOrUpdate(
                FileOf(mutant), [killer],
                (_, known) => [killer, .. known.Remove(killer).Take(Most - 1)]);
        }
    }

    private static string FileOf(Mutant mutant) => mutant.Name.Split(' ')[0];
}
