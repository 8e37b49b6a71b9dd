using Mono.Cecil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>The members of the probes that woven code of one module uses.</summary>
internal sealed class ProbeReferences
{
    private const string ProbeType = "MsrSpec.Fuzz.Probes.Probe";

    /// <summary>Imports them.</summary>
    /// <exception cref="InvalidDataException">The module uses them already: it is woven.</exception>
    public ProbeReferences(ModuleDefinition module, AssemblyDefinition probes)
    {
        if (module.Resources.Any(resource => resource.Name == ProbeType))
        {
            throw new InvalidDataException($"{module.Name} is woven already");
        }

        module.Resources.Add(new EmbeddedResource(ProbeType, ManifestResourceAttributes.Private, []));
        TypeDefinition type = probes.MainModule.GetType(ProbeType);
        Counters = module.ImportReference(type.Fields.Single(field => field.Name == "Counters"));
        Compare4 = module.ImportReference(type.Methods.Single(method => method.Name == "Compare4"));
        Compare8 = module.ImportReference(type.Methods.Single(method => method.Name == "Compare8"));
        Int32 = module.TypeSystem.Int32;
        Int64 = module.TypeSystem.Int64;
    }

    /// <summary>The counters, one byte for each edge.</summary>
    public FieldReference Counters { get; }

    /// <summary>Reports a comparison of 32-bit numbers.</summary>
    public MethodReference Compare4 { get; }

    /// <summary>Reports a comparison of 64-bit numbers.</summary>
    public MethodReference Compare8 { get; }

    /// <summary>The module's 32-bit integer.</summary>
    public TypeReference Int32 { get; }

    /// <summary>The module's 64-bit integer.</summary>
    public TypeReference Int64 { get; }

    /// <summary>Checks that the probes have room for so many edges and comparisons.</summary>
    /// <exception cref="InvalidDataException">They have not.</exception>
    public static void CheckRoom(AssemblyDefinition probes, int edges, int sites)
    {
        TypeDefinition type = probes.MainModule.GetType(ProbeType);
        int maxEdges = (int)type.Fields.Single(field => field.Name == "MaxEdges").Constant;
        int maxSites = (int)type.Fields.Single(field => field.Name == "MaxSites").Constant;
        if (edges > maxEdges || sites > maxSites)
        {
            throw new InvalidDataException(
                $"{edges} edges and {sites} comparisons are more than the {maxEdges} and {maxSites} there is room for");
        }
    }
}
