using Mono.Cecil;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>What is public is used by another program; the tests see the rest too, and are no user.</summary>
public sealed class PublicTypesTests : IDisposable
{
    private const string Tests = "MsrSpec.PropertyTests";

    private readonly ModuleDefinition[] _modules =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileName(path).StartsWith("msrspec", StringComparison.OrdinalIgnoreCase))
            .Where(path => Path.GetFileNameWithoutExtension(path) != Tests)
            .Select(ModuleDefinition.ReadModule),
    ];

    public void Dispose() => Array.ForEach(_modules, module => module.Dispose());

    [Fact]
    public void A_type_is_public_only_if_another_program_uses_it() =>
        Assert.Empty(PublicTypes.WithoutUser(_modules, Sources()));

    [Fact]
    public void A_type_without_a_user_is_seen()
    {
        ModuleDefinition checker = _modules.Single(module => module.Assembly.Name.Name == "MsrSpec.Checker");
        Assert.Contains(
            "MsrSpec.Checker.Running.CheckSession",
            PublicTypes.WithoutUser([checker], new Dictionary<string, string>()));
    }

    /// <summary>The sources of each assembly that were written by hand.</summary>
    private static Dictionary<string, string> Sources() => Repository.Files
        .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
        .Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
        .Where(folder => folder != "PropertyTests")
        .ToDictionary(AssemblyName, folder => string.Join('\n', Repository.Files
            .Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)
                && file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Repository.PathOf(file)))));

    private static string AssemblyName(string folder) => "MsrSpec." + folder.Replace('/', '.');
}
