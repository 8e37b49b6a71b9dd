using System.Text;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>Files of a user's that machines are made of: a manifest, or an object.</summary>
public static class ObjectFiles
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
    /// <param name="dialects">The dialects that there are, and how each answers exits.</param>
    /// <param name="problem">Why no machine can be made of it, in one line; empty if one can.</param>
    public static ObjectTarget? Open(
        string path, IReadOnlyDictionary<string, ExitProtocol> dialects, out string problem)
    {
        try
        {
            byte[] bytes = Read(path);
            if (!bytes.AsSpan().StartsWith(Magic))
            {
                return OpenManifest(path, bytes, dialects, out problem);
            }

            string manifest = path + ManifestSuffix;
            return File.Exists(manifest)
                ? OpenManifest(manifest, Read(manifest), dialects, out problem)
                : ObjectTarget.Open(path, CompiledAllowlists.Manifest, _ => bytes, dialects, out problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = failure.Message;
            return null;
        }
    }

    private static ObjectTarget? OpenManifest(
        string path, byte[] bytes, IReadOnlyDictionary<string, ExitProtocol> dialects, out string problem)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return ObjectTarget.Open(
            path, Encoding.UTF8.GetString(bytes), name => Read(Path.Combine(folder, name)), dialects, out problem);
    }

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file '{path}'");
        }

        return new FileInfo(path).Length <= ObjectReader.MaxFileSize
            ? File.ReadAllBytes(path)
            : throw new IOException($"'{path}' has more than {ObjectReader.MaxFileSize} bytes");
    }
}
