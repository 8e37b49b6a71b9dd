using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>
/// A full disk ends the managed engine in a sentence. The disk is a small file system in memory that only the fuzzer
/// sees; it goes with it. (A limit on the size of files would do as well, but the runtime does not start with one.)
/// </summary>
public sealed class FullDiskDeathTests
{
    private const int Failure = 1;
    private const int DiskSize = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DiskSize, "-runs=10")]
    [InlineData(DiskSize - 8, "large")]
    public async Task There_is_an_error_if_the_input_in_flight_has_no_room(int filled, string words)
    {
        using TemporaryFolder folder = new();
        _ = Directory.CreateDirectory(folder.File("disk"));
        await File.WriteAllBytesAsync(folder.File("large"), new byte[10_000], Cancellation);
        await SkipWithoutDiskAsync(folder);

        string run = $"dotnet exec {FuzzProgram.Assembly} trace-text --engine=managed -artifact_prefix=disk/ {words}";
        (int status, string output) = await RunAsync(
            folder,
            $"{Mount}; head -c {filled}k /dev/zero >disk/full; {run}; status=$?; ls -A disk; exit $status");

        Assert.True(status == Failure, $"exit status {status}\n{output}");
        Assert.Contains("no space left on the device", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".in-flight-", output.Split('\n').Select(line => line.TrimStart()[..Math.Min(
            line.TrimStart().Length, ".in-flight-".Length)]));
    }

    private static string Mount { get; } = FormattableString.Invariant($"mount -t tmpfs -o size={DiskSize}k none disk");

    private static async Task SkipWithoutDiskAsync(TemporaryFolder folder)
    {
        (int status, string output) = await RunAsync(folder, Mount);
        Assert.SkipWhen(status != 0, $"a file system cannot be mounted here: {output}");
    }

    private static async Task<(int Status, string Output)> RunAsync(TemporaryFolder folder, string script)
    {
        using Process process = FuzzProgram.Start(
            "sh", ["-c", "exec unshare --mount --map-root-user sh -c \"$1\"", "sh", script], folder.Path);
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
        string errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output + errors);
    }
}
