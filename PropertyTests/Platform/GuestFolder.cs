using System.ComponentModel;
using System.Diagnostics;
using MsrSpec.PropertyTests.House;

namespace MsrSpec.PropertyTests.Platform;

/// <summary>Builds the guests, once for all tests that boot one.</summary>
public sealed class GuestFolder
{
    public GuestFolder()
    {
        Path = System.IO.Path.Combine(Repository.Root, "artifacts", "guests");
        Problem = Build();
    }

    /// <summary>Where the guests are.</summary>
    public string Path { get; }

    /// <summary>Why there are none, or null.</summary>
    public string? Problem { get; }

    private string? Build()
    {
        try
        {
            ProcessStartInfo build = new(Repository.PathOf("guests/build"), [Path]) { RedirectStandardError = true };
            using Process process = Process.Start(build)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"the guests cannot be built: {error}";
        }
        catch (Win32Exception failure)
        {
            return $"the guests cannot be built: {failure.Message}";
        }
    }
}
