using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>A library that <c>native/build</c> builds; it may be missing.</summary>
/// <param name="file">The name of the file.</param>
internal sealed class NativePeer(string file)
{
    /// <summary>What is missing, or null when the library can be used.</summary>
    internal string? WhyMissing()
    {
        return Find("native", file) is not { } path
            ? $"artifacts/native/{file} was not built (Benchmarks/native/build builds it; it needs gcc)"
            : NativeLibrary.TryLoad(path, out _)
                ? null
                : $"artifacts/native/{file} does not load on this platform";
    }

    /// <summary>Loads the library.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    internal nint Load()
    {
        return WhyMissing() is { } whyNot
            ? throw new InvalidOperationException(whyNot)
            : NativeLibrary.Load(Find("native", file)!);
    }

    /// <summary>
    /// A file that was built; the build puts all output below one folder, beside the folder of the programs.
    /// </summary>
    internal static string? Find(string folder, string file)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, folder, file);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
