using System.Globalization;
using Mono.Cecil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>Weaves assemblies: methods count their edges and report their comparisons.</summary>
internal static class AssemblyWeaver
{
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    /// <summary>Weaves.</summary>
    /// <returns>What was done, in one line.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">An assembly is woven already, or there are too many edges.</exception>
    public static string Weave(WeaveRequest request)
    {
        EdgeLog log = new(request.Root);
        Directory.CreateDirectory(request.Output);
        using DefaultAssemblyResolver resolver = Resolver(request);
        using AssemblyDefinition probes = AssemblyDefinition.ReadAssembly(request.Probes);
        AssemblyDefinition[] inputs = [.. request.Inputs.Select(input => Read(input, resolver))];
        WovenScopes scopes = new(inputs);
        foreach ((AssemblyDefinition assembly, string input) in inputs.Zip(request.Inputs))
        {
            using (assembly)
            {
                Weave(assembly.MainModule, scopes, probes, log);
                string output = Path.Combine(request.Output, Path.GetFileName(input));
                assembly.Write(output, new WriterParameters { WriteSymbols = assembly.MainModule.HasSymbols });
            }
        }

        ProbeReferences.CheckRoom(probes, log.EdgeCount, log.SiteCount);
        log.Write(request.Map);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"weaver: {request.Inputs.Count} assemblies, {log.EdgeCount} edges, {log.SiteCount} comparisons");
    }

    private static AssemblyDefinition Read(string input, DefaultAssemblyResolver resolver) =>
        AssemblyDefinition.ReadAssembly(input, new ReaderParameters(ReadingMode.Immediate)
        {
            InMemory = true,
            AssemblyResolver = resolver,
            ReadSymbols = File.Exists(Path.ChangeExtension(input, ".pdb")),
        });

    private static void Weave(ModuleDefinition module, WovenScopes scopes, AssemblyDefinition probes, EdgeLog log)
    {
        ProbeReferences references = new(module, probes);
        IEnumerable<TypeDefinition> types = module.GetTypes().Where(type => scopes.Contains(type.FullName));
        foreach (TypeDefinition type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodDefinition method in type.Methods.Where(IsWorthWhile))
            {
                new MethodWeaver(method, references, log).Weave();
            }
        }
    }

    /// <summary>
    /// Accessors of automatic properties and members of records are not code that anybody wrote; what initialises a
    /// type runs once, whatever the inputs.
    /// </summary>
    private static bool IsWorthWhile(MethodDefinition method) =>
        method is { HasBody: true, IsConstructor: false } or { HasBody: true, IsStatic: false }
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
