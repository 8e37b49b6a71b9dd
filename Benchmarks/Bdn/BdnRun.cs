using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MsrSpec.Benchmarks.Bdn;

/// <summary>The same comparisons under BenchmarkDotNet.</summary>
public static class BdnRun
{
    /// <summary>Runs in this process: a benchmark built elsewhere would not be beside the C peer.</summary>
    /// <returns>The exit status: 0, or 1 when a benchmark did not run.</returns>
    public static int Run(string[] arguments)
    {
        IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        bool ran = BenchmarkSwitcher.FromAssembly(typeof(BdnRun).Assembly).Run(arguments, config)
            .All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return ran ? 0 : 1;
    }
}
