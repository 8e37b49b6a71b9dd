using System.Diagnostics;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>A fuzzer with its target: a program and the words that always stand on its command line.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Path">The program.</param>
/// <param name="Words">The words.</param>
/// <param name="Preload">A library that the dynamic loader is to load first, or null.</param>
internal sealed record FuzzProgram(string Name, string Path, IReadOnlyList<string> Words, string? Preload = null)
{
    private const string FindingPattern = "crash-*";

    /// <summary>The same program with more words.</summary>
    public FuzzProgram With(params IEnumerable<string> words) => this with { Words = [.. Words, .. words] };

    /// <summary>Runs it to its end, in a folder that is removed afterwards. One at a time.</summary>
    /// <param name="words">More words.</param>
    public FuzzOutcome Run(params IEnumerable<string> words)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("msrspec-fuzz-");
        try
        {
            double before = ChildTimes.Seconds();
            DateTime start = DateTime.UtcNow;
            (int status, string output) = Execute([.. Words, .. words], folder.FullName);
            FileInfo? finding = folder.EnumerateFiles(FindingPattern).OrderBy(file => file.LastWriteTimeUtc)
                .FirstOrDefault();
            return new FuzzOutcome(
                status, output, ChildTimes.Seconds() - before, (finding?.LastWriteTimeUtc - start)?.TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private (int Status, string Output) Execute(IEnumerable<string> words, string folder)
    {
        ProcessStartInfo start = new(Path, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Preload is not null)
        {
            start.Environment["LD_PRELOAD"] = Preload;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Path} does not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
