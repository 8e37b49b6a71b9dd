using System.Collections.Immutable;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.ObjectMachines.Manifests;
using MsrSpec.Implementation.ObjectMachines.Threads;
using MsrSpec.Implementation.Objects.Types;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>Object files that machines can be made of.</summary>
public sealed class ObjectTarget
{
    /// <summary>The most bytes of a file that is read: an object, a manifest, types.</summary>
    public const int MostBytes = ObjectReader.MaxFileSize;

    private readonly ObjectPlan _plan;
    private readonly VmDesign _design;

    private ObjectTarget(ObjectPlan plan, string dialect, VmDesign design)
    {
        _plan = plan;
        _design = design;
        Dialect = dialect;
    }

    /// <summary>The name of the dialect that the objects claim to be.</summary>
    public string Dialect { get; }

    /// <summary>Reads a manifest and the objects that it names.</summary>
    /// <param name="manifest">The manifest's name, for messages.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="read">Reads a file that it names; throws as <see cref="File.ReadAllBytes"/> does.</param>
    /// <param name="dialects">The dialects that there are, and what a VM of each does.</param>
    /// <param name="problem">Why no machine can be made, in one line; empty if one can.</param>
    public static ObjectTarget? Open(
        string manifest, string text, Func<string, byte[]> read, IReadOnlyDictionary<string, VmDesign> dialects,
        out string problem)
    {
        if (ManifestReader.Read(manifest, text, [.. dialects.Keys], out problem) is not { } known
            || ReadObjects(known, read, out problem) is not { } files
            || ReadTypes(known, files, read, out problem) is not { } types
            || Planner.Plan(known, files, types, out problem) is not { } plan)
        {
            return null;
        }

        try
        {
            // What can be wrong with loading is wrong each time.
            _ = new LoadedKernel(plan, new VmKernel(), PoisonedTwins.Poisons[0]);
        }
        catch (ObjectException failure)
        {
            problem = failure.Message;
            return null;
        }

        return new ObjectTarget(plan, known.Dialect, dialects[known.Dialect]);
    }

    /// <summary>
    /// Makes a machine: guest accesses are decided by the objects, without guest code. It is two in one, so that what
    /// depends on memory that nobody has written is seen.
    /// </summary>
    public IMachine Create() => new PoisonedTwins(poison =>
    {
        ObjectAllowlist? allowlist = null;
        VirtualMachine machine = VirtualMachines.Build(
            kernel => allowlist = new ObjectAllowlist(kernel, _plan, poison), _design, VirtualMachines.Direct);
        return (machine, allowlist!.Findings);
    });

    /// <summary>Makes a machine whose calls several threads can make at once.</summary>
    public IThreadedMachine CreateThreaded() => new ThreadedObject(_plan);

    private static ImmutableArray<ObjectFile>? ReadObjects(
        Manifest manifest, Func<string, byte[]> read, out string problem)
    {
        ImmutableArray<ObjectFile>.Builder files = ImmutableArray.CreateBuilder<ObjectFile>();
        problem = string.Empty;
        foreach (ManifestText name in manifest.Objects)
        {
            if (ReadFile(name, read, out problem) is not { } bytes
                || ObjectReader.Read(name.Text, bytes, out problem) is not { } file)
            {
                return null;
            }

            files.Add(file);
        }

        return files.ToImmutable();
    }

    private static BtfTypes? ReadTypes(
        Manifest manifest, ImmutableArray<ObjectFile> files, Func<string, byte[]> read, out string problem)
    {
        BtfTypes? kernel = null;
        problem = string.Empty;
        if (manifest.Types is { } name)
        {
            kernel = ReadFile(name, read, out problem) is { } bytes
                ? BtfOf(name.Text, bytes, out problem) : null;
            if (kernel is null)
            {
                return null;
            }
        }

        ObjectFile? first = files.FirstOrDefault(file => file.Section(".BTF") is not null);
        return first is null && kernel is not null ? kernel
            : BtfTypes.Of(first ?? files[0], kernel, out problem);
    }

    /// <summary>A file's types: BTF alone, as the kernel shows it, or the BTF of an object.</summary>
    private static BtfTypes? BtfOf(string name, byte[] bytes, out string problem) =>
        !ObjectReader.IsElf(bytes) ? BtfTypes.Read(name, bytes, baseTypes: null, out problem)
        : ObjectReader.Read(name, bytes, out problem) is { } file ? BtfTypes.Of(file, baseTypes: null, out problem)
        : null;

    private static byte[]? ReadFile(ManifestText name, Func<string, byte[]> read, out string problem)
    {
        try
        {
            problem = string.Empty;
            return read(name.Text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"{name.Place}: {failure.Message}";
            return null;
        }
    }
}
