using MsrSpec.Files;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Writes inputs that must not be lost.</summary>
/// <param name="prefix">What their paths begin with.</param>
/// <param name="exactPath">The path of the one artifact; empty if prefix, kind and hash make it.</param>
/// <param name="output">Where it is told.</param>
internal sealed class Artifacts(string prefix, string exactPath, TextWriter output)
{
    private const int LongestBase64 = 256;

    /// <summary>The prefix.</summary>
    public string Prefix => prefix;

    /// <summary>Creates the folder that artifacts go to.</summary>
    public void CreateFolder()
    {
        if (Path.GetDirectoryName(prefix) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Writes an input; the file is there whole or not at all.</summary>
    /// <param name="kind">What happened, in one word: <c>crash</c>, <c>timeout</c>, <c>oom</c>.</param>
    /// <param name="input">The input.</param>
    /// <returns>The path.</returns>
    public string Write(string kind, ReadOnlySpan<byte> input)
    {
        string path = exactPath.Length > 0 ? exactPath : $"{prefix}{kind}-{InputName.Of(input)}";
        WriteTo(path, input);
        output.WriteLine($"artifact_prefix='{prefix}'; Test unit written to {path}");
        if (input.Length <= LongestBase64)
        {
            output.WriteLine($"Base64: {Convert.ToBase64String(input)}");
        }

        return path;
    }

    /// <summary>Writes an input to a path, and says nothing.</summary>
    public static void WriteTo(string path, ReadOnlySpan<byte> input) => AtomicFile.Write(path, input);

    /// <summary>Keeps what processes that died left behind.</summary>
    /// <param name="process">One process, or null for all that died before.</param>
    /// <returns>The inputs.</returns>
    public IReadOnlyList<byte[]> KeepLeftBehind(int? process)
    {
        List<byte[]> inputs = [];
        InFlightFiles.Recover(prefix, process, input =>
        {
            output.WriteLine($"A process died while an input of {input.Length} bytes ran.");
            Write("crash-died", input);
            inputs.Add(input);
        });
        return inputs;
    }
}
