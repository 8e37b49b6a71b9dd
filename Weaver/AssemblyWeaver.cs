using System.Globalization;
using Mono.Cecil;

namespace MsrSpec.Weaver;

/// <summary>Weaves assemblies: every method counts its edges and reports its comparisons.</summary>
internal static class AssemblyWeaver
{
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    /// <summary>Weaves.</summary>
    /// <returns>What was done, in one line.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">An assembly is woven already, or there are too many edges.</exception>
    public static string Weave(WeaveRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        EdgeLog log = new(request.Root);
        Directory.CreateDirectory(request.Output);
        using DefaultAssemblyResolver resolver = Resolver(request);
        using AssemblyDefinition probes = AssemblyDefinition.ReadAssembly(request.Probes);
        foreach (string input in request.Inputs)
        {
            Weave(input, Path.Combine(request.Output, Path.GetFileName(input)), request, resolver, probes, log);
        }

        ProbeReferences.CheckRoom(probes, log.EdgeCount, log.SiteCount);
        log.Write(request.Map);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"weaver: {request.Inputs.Count} assemblies, {log.EdgeCount} edges, {log.SiteCount} comparisons");
    }

    private static void Weave(
        string input, string output, WeaveRequest request, DefaultAssemblyResolver resolver, AssemblyDefinition probes,
        EdgeLog log)
    {
        bool hasSymbols = File.Exists(Path.ChangeExtension(input, ".pdb"));
        ReaderParameters parameters = new(ReadingMode.Immediate)
        {
            InMemory = true,
            AssemblyResolver = resolver,
            ReadSymbols = hasSymbols,
        };
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(input, parameters);
        ModuleDefinition module = assembly.MainModule;
        ProbeReferences references = new(module, probes);
        IEnumerable<TypeDefinition> types = module.GetTypes().Where(type => request.Contains(type.FullName));
        foreach (TypeDefinition type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodDefinition method in type.Methods.Where(IsWorthWhile))
            {
                new MethodWeaver(method, references, log).Weave();
            }
        }

        assembly.Write(output, new WriterParameters { WriteSymbols = hasSymbols });
    }

    /// <summary>
    /// Accessors of automatic properties and members of records are not code that anybody wrote.
    /// </summary>
    private static bool IsWorthWhile(MethodDefinition method) =>
        method.HasBody
        && !method.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == CompilerGenerated);

    private static DefaultAssemblyResolver Resolver(WeaveRequest request)
    {
        DefaultAssemblyResolver resolver = new();
        string[] files =
            [.. request.Inputs, .. request.References, request.Probes, typeof(object).Assembly.Location];
        foreach (string folder in files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct())
        {
            resolver.AddSearchDirectory(folder);
        }

        return resolver;
    }
}
