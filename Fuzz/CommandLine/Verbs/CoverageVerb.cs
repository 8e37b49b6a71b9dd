using System.CommandLine;
using MsrSpec.Files;
using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz coverage</c>: what the corpora reach, as text and as a page.</summary>
internal static class CoverageVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string[]> targets = new("target")
        {
            Description = "targets; without any, all that have a committed corpus",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> corpus = Options.OptionalInput(
            "--corpus", "a folder of inputs instead of the committed one", "FOLDER");
        Option<OutputFile?> page = Options.OptionalOutput("--html", "the page; default artifacts/fuzz/coverage.html");
        Command verb = new(
            "coverage",
            "Which edges and lines the corpora reach; fails if one that is required is not reached")
        {
            targets, corpus, page,
        };
        verb.SetAction(parsed => Run(
            parsed.GetValue(targets) ?? [], parsed.GetValue(corpus), parsed.GetValue(page)));
        return verb;
    }

    private static int Run(string[] names, string? corpus, OutputFile? page)
    {
        if (names.FirstOrDefault(name => FuzzTargets.Find(name) is null) is { } unknown)
        {
            return FuzzCommandLine.Fail($"unknown target '{unknown}'");
        }

        EdgeMap map = EdgeMap.Load();
        if (map.Edges.Count == 0 || FuzzFolders.Find() is not { } folders)
        {
            return FuzzCommandLine.Fail("coverage needs the woven program that the build makes, in its repository");
        }

        if (corpus is not null && !Directory.Exists(corpus))
        {
            return FuzzCommandLine.Fail($"--corpus: {corpus}: no such folder");
        }

        string FolderOf(string target) => corpus ?? folders.Corpus(target);
        IFuzzTarget[] targets = names is []
            ? [.. FuzzTargets.All.Where(target => Directory.Exists(FolderOf(target.Name)))]
            : [.. names.Select(name => FuzzTargets.Find(name)!)];
        if (targets.FirstOrDefault(target => !Directory.Exists(FolderOf(target.Name))) is { } bare)
        {
            return FuzzCommandLine.Fail($"{FolderOf(bare.Name)}: no such folder");
        }

        TargetCoverage[] coverages =
            [.. targets.Select(target => TargetCoverage.Measure(target, map, InputsOf(FolderOf(target.Name))))];
        foreach (TargetCoverage coverage in coverages)
        {
            CoverageText.Write(Console.Out, coverage);
        }

        string html = CoveragePage.Make(coverages, folders.Root);
        if (page is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folders.CoveragePage)!);
            AtomicFile.Write(folders.CoveragePage, html);
            Console.WriteLine($"page: {folders.CoveragePage}");
        }

        page?.Write(html);
        return Judge(coverages);
    }

    private static IEnumerable<byte[]> InputsOf(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            yield return InputFile.Read(file, FuzzFolders.MostInputBytes, out string problem)
                ?? throw new IOException(problem);
        }
    }

    private static int Judge(TargetCoverage[] coverages)
    {
        int status = ExitStatus.Success;
        foreach (CoverageRequirement requirement in CoverageRequirement.All)
        {
            if (coverages.FirstOrDefault(coverage => coverage.Target == requirement.Target) is not { } coverage)
            {
                continue;
            }

            IReadOnlyList<string> violations = requirement.Violations(coverage);
            foreach (string violation in violations)
            {
                Console.Error.WriteLine($"fuzz: {requirement.Target}: {violation}");
                status = ExitStatus.Found;
            }

            foreach (UnreachableEdge edge in requirement.Unreachable)
            {
                Console.WriteLine($"unreachable: {edge.Method}, {edge.Kind} {edge.Ordinal}: {edge.Reason}");
            }

            if (violations is [])
            {
                Console.WriteLine($"{requirement.Target}: every reachable edge of {requirement.Type} is reached "
                    + $"({requirement.Unreachable.Count} unreachable)");
            }
        }

        return status;
    }
}
