using BenchmarkDotNet.ConsoleArguments;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;

namespace MsrSpec.Benchmarks.Bdn;

/// <summary>The same comparisons under BenchmarkDotNet.</summary>
internal static class BdnRun
{
    /// <summary>Whether BenchmarkDotNet can make anything of a command line: it would explain itself, and succeed.
    /// </summary>
    public static bool Understands(string[] arguments) =>
        arguments is ["--help" or "--version"] || ConfigParser.Parse(arguments, NullLogger.Instance).isSuccess;

    /// <summary>Runs in this process: a benchmark built elsewhere would not be beside the C peer.</summary>
    /// <returns>The exit status: 0, or 1 when a benchmark did not run.</returns>
    public static int Run(string[] arguments)
    {
        bool ran = BenchmarkSwitcher.FromAssembly(typeof(BdnRun).Assembly).Run(["--inProcess", .. arguments])
            .All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return ran ? 0 : 1;
    }
}
