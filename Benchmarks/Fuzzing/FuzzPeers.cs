using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>Where the fuzzers are, in C (<c>native/build-fuzzers</c>) and in C#.</summary>
internal static class FuzzPeers
{
    private const string NativeFolder = "native";
    private const string ManagedProgram = "MsrSpec.Fuzz.dll";
    private const string ManagedLibrary = "libmanagedfuzzer.so";

    /// <summary>The library that keeps every input as it is.</summary>
    public static string SameInput => Existing(NativeFolder, "same_input.so");

    private static string ManagedFolder =>
        Path.Combine("Fuzz", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    /// <summary>What is missing, or null when everything is there.</summary>
    public static string? WhyMissing() => NativePeer.Find(NativeFolder, "allowlist_fuzz") is null
        ? "the fuzzers in C were not built (Benchmarks/native/build-fuzzers builds them; it needs clang with libFuzzer)"
        : NativePeer.Find(ManagedFolder, ManagedProgram) is null
            ? $"{ManagedProgram} was not built (dotnet build Fuzz/CommandLine -c Release)"
            : NativePeer.Find(NativeFolder, ManagedLibrary) is null
                ? $"{ManagedLibrary} was not built (Fuzz/native/build builds it)"
                : AllowlistPeer.WhyMissing();

    /// <summary>A fuzzer in C.</summary>
    /// <param name="target">Its target.</param>
    /// <param name="compares">Whether its comparisons report their operands.</param>
    public static string Native(string target, bool compares) =>
        Existing(NativeFolder, compares ? $"{target}_fuzz" : $"{target}_fuzz_quiet");

    /// <summary>Our fuzzer.</summary>
    /// <param name="target">Its target.</param>
    public static FuzzProgram Managed(string target)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        return new FuzzProgram("C#", host, ["exec", Existing(ManagedFolder, ManagedProgram), target]);
    }

    private static string Existing(string folder, string file) =>
        NativePeer.Find(folder, file) ?? throw new InvalidOperationException($"{file} is missing");
}
