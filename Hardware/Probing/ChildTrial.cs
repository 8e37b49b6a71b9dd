using System.ComponentModel;
using System.Diagnostics;

namespace MsrSpec.Hardware.Probing;

/// <summary>
/// A trial in a process of its own, which alone dies when the machine cannot do what is tried: what its end means.
/// </summary>
internal static class ChildTrial
{
    /// <summary>The exit status of a trial that has found, and told in a line, why not.</summary>
    public const int Refused = 3;

    /// <summary>From here on an exit status is a signal, and that is how the runtime tells one.</summary>
    private const int FirstSignal = 128;

    /// <summary>Starts the trial and waits for its end.</summary>
    /// <param name="start">How it is started. Silence and exit status 0 mean that the machine can do it.</param>
    /// <param name="subject">What is tried, in words.</param>
    /// <param name="limit">How long the answer may take; then the process is killed.</param>
    /// <returns>Why the machine cannot do it, or null.</returns>
    public static async Task<string?> WhyNotAsync(ProcessStartInfo start, string subject, TimeSpan limit)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using Process child = Process.Start(start)!;
            using CancellationTokenSource clock = new(limit);
            try
            {
                Task<string> output = child.StandardOutput.ReadToEndAsync(clock.Token);
                Task<string> errors = child.StandardError.ReadToEndAsync(clock.Token);
                await child.WaitForExitAsync(clock.Token);
                return Judge(child.ExitCode, FirstLine(await output), FirstLine(await errors), subject);
            }
            catch (OperationCanceledException)
            {
                child.Kill(entireProcessTree: true);
                return $"a trial of {subject} in a child process gave no answer within {limit.TotalSeconds:0.#} s";
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or InvalidOperationException)
        {
            return $"a trial of {subject} in a child process cannot be made: {FirstLine(failure.Message)}";
        }
    }

    private static string? Judge(int status, string output, string errors, string subject)
    {
        string trial = $"a trial of {subject} in a child process";
        string told = errors.Length > 0 ? $": {errors}" : "";
        return status switch
        {
            0 when output.Length == 0 => null,
            0 => $"{trial} gave the answer '{output}', which means nothing",
            Refused when output.Length > 0 => output,
            > FirstSignal => $"{trial} died (signal {status - FirstSignal}){told}",
            _ => $"{trial} ended with status {status}{told}",
        };
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].TrimEnd();
}
