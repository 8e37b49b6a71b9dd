using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Judging;

/// <summary>
/// A copy of the built tests with mutated assemblies among them. It lies in the repository, as the tests look for that.
/// </summary>
internal sealed class TestFolder : IDisposable
{
    private const string Tests = "MsrSpec.PropertyTests.dll";

    private readonly string _outer;

    private TestFolder(string outer, string path)
    {
        _outer = outer;
        Path = path;
    }

    /// <summary>Where it is. Its name is that of the configuration, which tests read off it.</summary>
    public string Path { get; }

    /// <summary>The assembly to start.</summary>
    public string Assembly => System.IO.Path.Combine(Path, Tests);

    /// <summary>Whether the tests are built at all.</summary>
    public static bool CanBeMade(Repository repository) =>
        File.Exists(System.IO.Path.Combine(repository.BuiltTests, Tests));

    /// <summary>Those of some test classes that are not among the built tests.</summary>
    /// <param name="repository">The repository with the built tests.</param>
    /// <param name="classes">The full names of the classes.</param>
    public static IReadOnlySet<string> Missing(Repository repository, IEnumerable<string> classes)
    {
        using FileStream file = File.OpenRead(System.IO.Path.Combine(repository.BuiltTests, Tests));
        using PEReader assembly = new(file);
        MetadataReader reader = assembly.GetMetadataReader();
        IEnumerable<string> known = reader.TypeDefinitions.Select(reader.GetTypeDefinition)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}");
        return classes.Except(known).ToHashSet();
    }

    /// <summary>Makes one.</summary>
    /// <param name="repository">The repository with the built tests.</param>
    /// <param name="assemblies">What takes the place of the assemblies of the same names.</param>
    public static TestFolder Make(Repository repository, IEnumerable<MutatedAssembly> assemblies)
    {
        string outer = repository.PathOf($"artifacts/mutation/{Environment.ProcessId}");
        TestFolder folder = new(outer, Directory.CreateDirectory(System.IO.Path.Combine(outer, "release")).FullName);
        foreach (string file in Directory.EnumerateFiles(repository.BuiltTests))
        {
            File.Copy(file, System.IO.Path.Combine(folder.Path, System.IO.Path.GetFileName(file)), overwrite: true);
        }

        foreach (MutatedAssembly assembly in assemblies)
        {
            string path = System.IO.Path.Combine(folder.Path, assembly.Name);
            File.WriteAllBytes($"{path}.dll", assembly.Image);
            File.Delete($"{path}.pdb");
        }

        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_outer, recursive: true);
}
