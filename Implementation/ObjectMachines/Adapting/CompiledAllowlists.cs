using System.Reflection;
using System.Text;
using MsrSpec.Implementation.Machines;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>The allowlists in C of our own, as the build has compiled them.</summary>
public static class CompiledAllowlists
{
    private const string ManifestName = "allowlist.toml";
    private const string TypesName = "types.o";

    /// <summary>The manifest that they have in common, and that an object file without one of its own gets.</summary>
    public static string Manifest => Encoding.UTF8.GetString(Read(ManifestName)!);

    /// <summary>Why there is no object of a compilation; empty if there is one.</summary>
    public static string ProblemOf(Compilation compilation) =>
        Assembly.GetExecutingAssembly().GetManifestResourceInfo(compilation.Name) is not null ? string.Empty
        : compilation.HasTypes ? "there was no gcc for x86-64 that writes BTF when this was built"
        : $"there was no {compilation.Compiler} for x86-64, or no gcc that writes BTF, when this was built";

    /// <summary>An allowlist.</summary>
    /// <param name="compilation">Which, and how it is compiled.</param>
    /// <param name="dialect">The name of the dialect that it claims to be.</param>
    /// <param name="dialects">The dialects that there are, and what a VM of each does.</param>
    /// <param name="problem">Why there is none; empty if there is one.</param>
    public static ObjectTarget? Open(
        Compilation compilation, string dialect, IReadOnlyDictionary<string, VmDesign> dialects,
        out string problem)
    {
        byte[]? types = Read((compilation with { Compiler = Compilation.CompilerWithTypes }).Name);
        if (Read(compilation.Name) is not { } bytes || types is null)
        {
            problem = ProblemOf(compilation);
            return null;
        }

        string text = Manifest.Replace("\"v2-posted\"", $"\"{dialect}\"", StringComparison.Ordinal);
        return compilation.HasTypes
            ? ObjectTarget.Open(ManifestName, text, _ => bytes, dialects, out problem)
            : ObjectTarget.Open(
                ManifestName, $"types = \"{TypesName}\"\n{text}", name => name == TypesName ? types : bytes, dialects,
                out problem);
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
