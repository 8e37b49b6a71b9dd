using System.Reflection;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Schemata;

/// <summary>A project as the compiler sees it, in process.</summary>
internal static class ProjectCompilation
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable, reportSuppressedDiagnostics: false);

    /// <summary>The generator of regular expressions, the only one that these projects use; the SDK has it.</summary>
    private static string RegexGenerator
    {
        get
        {
            string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            string packs = Path.Combine(runtime, "../../../packs/Microsoft.NETCore.App.Ref");
            string pack = Directory.EnumerateDirectories(packs, $"{Environment.Version.Major}.*")
                .Order(StringComparer.Ordinal).Last();
            return Path.Combine(pack, "analyzers/dotnet/cs/System.Text.RegularExpressions.Generator.dll");
        }
    }

    /// <summary>A project with its own sources, those that the build makes, and those that generators make.</summary>
    /// <param name="project">The project.</param>
    /// <param name="repository">Where it stands.</param>
    public static CSharpCompilation Of(MutatedProject project, Repository repository)
    {
        SyntaxTree[] trees =
        [
            .. repository.SourcesOf(project).Concat(repository.MadeSourcesOf(project))
                .Select(source => Parse(source.Name, source.Text)),
        ];
        return WithGenerated(CSharpCompilation.Create(
            project.Assembly, trees, References(repository.BuiltTests, project.Assembly), Options));
    }

    /// <summary>A source file.</summary>
    public static SyntaxTree Parse(string name, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text), Parsing, name);

    /// <summary>A compilation of one file that uses the framework alone, for a look at what is made of it.</summary>
    public static CSharpCompilation OfOne(string name, string text) => CSharpCompilation.Create(
        Path.GetFileNameWithoutExtension(name), [Parse(name, text)], Framework(), Options);

    private static CSharpCompilation WithGenerated(CSharpCompilation compilation)
    {
        Type type = Assembly.LoadFrom(RegexGenerator)
            .GetType("System.Text.RegularExpressions.Generator.RegexGenerator", throwOnError: true)!;
        ISourceGenerator generator = ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
        CSharpGeneratorDriver.Create([generator], parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        return (CSharpCompilation)whole;
    }

    private static IEnumerable<MetadataReference> References(string folder, string without) => Framework().Concat(
        Directory.EnumerateFiles(folder, "*.dll")
            .Where(path => Path.GetFileNameWithoutExtension(path) != without && IsManaged(path))
            .Select(path => MetadataReference.CreateFromFile(path)));

    private static IEnumerable<MetadataReference> Framework() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Where(IsManaged)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static bool IsManaged(string path)
    {
        using PEReader reader = new(File.OpenRead(path));
        return reader.HasMetadata;
    }
}
