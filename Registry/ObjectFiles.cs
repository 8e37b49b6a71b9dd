using System.Text;
using MsrSpec.Files;
using MsrSpec.Implementation.ObjectMachines.Adapting;

namespace MsrSpec.Registry;

/// <summary>Files of a user's that machines are made of: a manifest, or an object.</summary>
internal static class ObjectFiles
{
    /// <summary>What the manifest of an object file is called, behind the file's own name.</summary>
    public const string ManifestSuffix = ".toml";

    private static readonly byte[] Magic = [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>
    /// Opens a file. What names objects is a manifest, and they lie beside it. An object has its manifest in the file
    /// with its name and <see cref="ManifestSuffix"/> behind it; without one it is taken for the posted allowlist with
    /// the names of our own C.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">Why no machine can be made of it, in one line; empty if one can.</param>
    public static ObjectTarget? Open(string path, out string problem)
    {
        if (InputFile.Read(path, ObjectTarget.MostBytes, out problem) is not { } bytes)
        {
            return null;
        }

        if (!bytes.AsSpan().StartsWith(Magic))
        {
            return OpenManifest(path, Encoding.UTF8.GetString(bytes), out problem);
        }

        string manifest = path + ManifestSuffix;
        return !File.Exists(manifest)
            ? ObjectTarget.Open(path, CompiledAllowlists.Manifest, _ => bytes, CompiledMachines.Designs, out problem)
            : InputFile.ReadText(manifest, ObjectTarget.MostBytes, out problem) is { } text
                ? OpenManifest(manifest, text, out problem)
                : null;
    }

    private static ObjectTarget? OpenManifest(string path, string text, out string problem)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return ObjectTarget.Open(
            path, text, name => Read(Path.Combine(folder, name)), CompiledMachines.Designs, out problem);
    }

    private static byte[] Read(string path) =>
        InputFile.Read(path, ObjectTarget.MostBytes, out string problem) ?? throw new IOException(problem);
}
