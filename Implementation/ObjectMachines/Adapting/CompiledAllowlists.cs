using System.Reflection;
using System.Text;
using MsrSpec.Implementation.Machines;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>The allowlists in C of our own, as the build has compiled them.</summary>
public static class CompiledAllowlists
{
    private const string ManifestName = "allowlist.toml";

    /// <summary>The manifest that they have in common, and that an object file without one of its own gets.</summary>
    public static string Manifest => Encoding.UTF8.GetString(Read(ManifestName)!);

    /// <summary>Why there are none; empty if there are.</summary>
    public static string Problem => Assembly.GetExecutingAssembly().GetManifestResourceInfo("posted-gcc-O2.o") is null
        ? "there was no gcc for x86-64 that writes BTF when this was built" : string.Empty;

    /// <summary>An allowlist.</summary>
    /// <param name="source">Its source: <c>posted</c>, <c>sound</c> or <c>entry-first</c>.</param>
    /// <param name="level">The compiler's level of optimization, such as <c>O2</c>.</param>
    /// <param name="dialect">The name of the dialect that it claims to be.</param>
    /// <param name="dialects">The dialects that there are, and how each answers exits.</param>
    /// <param name="problem">Why there is none; empty if there is one.</param>
    public static ObjectTarget? Open(
        string source, string level, string dialect, IReadOnlyDictionary<string, ExitProtocol> dialects,
        out string problem)
    {
        if (Read($"{source}-gcc-{level}.o") is not { } bytes)
        {
            problem = Problem;
            return null;
        }

        string text = Manifest.Replace("\"v2-posted\"", $"\"{dialect}\"", StringComparison.Ordinal);
        return ObjectTarget.Open(ManifestName, text, _ => bytes, dialects, out problem);
    }

    private static byte[]? Read(string resource)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
