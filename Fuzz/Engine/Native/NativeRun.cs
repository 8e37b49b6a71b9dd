using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>
/// The run of libFuzzer in this process: what its callbacks do. They have no room for an object, so there is one run.
/// </summary>
/// <param name="job">What is run.</param>
/// <param name="library">libFuzzer.</param>
/// <param name="sites">The comparisons that report.</param>
internal sealed unsafe class NativeRun(FuzzJob job, LibFuzzer library, NumberRun[] sites)
{
    private static NativeRun? _current;
    private static volatile bool _ending;

    private readonly EdgeMap _map = job.Map;
    private readonly bool _reports = !ChildCommand.IsOnBehalfOfAnother(job.Words, job.OwnWords);

    /// <summary>Makes a run the one of this process.</summary>
    public static void Start(NativeRun run)
    {
        _current = run;
        AppDomain.CurrentDomain.UnhandledException += (_, happening) => run.EndOtherThread(happening.ExceptionObject);
    }

    /// <summary>Does not return if another thread is ending the process.</summary>
    public static void WaitIfEnding()
    {
        if (_ending)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Runs one input for libFuzzer.</summary>
    /// <returns>0.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int RunInput(byte* data, nuint size)
    {
        WaitIfEnding();
        _current!.RunInput(new ReadOnlySpan<byte>(data, checked((int)size)));
        WaitIfEnding();
        return 0;
    }

    /// <summary>Describes an edge for libFuzzer.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Describe(nuint address, byte* format, byte* text, nuint size)
    {
        string pattern = Marshal.PtrToStringUTF8((nint)format) ?? string.Empty;
        string description = EdgeAddress.Describe(_current!._map, address, pattern);
        Span<byte> room = new(text, checked((int)size));
        _ = Utf8.FromUtf16(description, room[..^1], out _, out int written);
        room[written] = 0;
    }

    private void RunInput(ReadOnlySpan<byte> input)
    {
        foreach (NumberRun run in sites)
        {
            NativeMemory.Fill(Probe.Gates + run.First, (nuint)run.Count, Probe.ReportsPerInput);
        }

        if (InputRunner.Run(job.Target, input) is { } problem)
        {
            End(input, problem);
        }
    }

    /// <summary>Ends the process with a finding: first the raw input goes to disk.</summary>
    private void End(ReadOnlySpan<byte> input, string problem)
    {
        Console.Error.WriteLine($"fuzz: {job.Target.Name}: {problem}");
        if (library.Save() && _reports)
        {
            using ReportDeadline deadline = new(() => library.Exit(EngineStatus.Finding));
            job.Findings.Report(job.Target, input, problem);
        }

        library.Exit(EngineStatus.Finding);
    }

    /// <summary>
    /// Ends the process with what another thread threw. The runtime would take its time, in which this run could end
    /// as if nothing had happened. It is not reported: running it again would kill the process again.
    /// </summary>
    private void EndOtherThread(object problem)
    {
        _ending = true;
        Console.Error.WriteLine($"fuzz: {job.Target.Name}: unhandled on another thread: {problem}");
        _ = library.Save();
        library.Exit(EngineStatus.Finding);
    }
}
