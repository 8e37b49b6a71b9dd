using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Implementation.Objects.Types;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>Loads objects into a kernel's address space, as the kernel loads a module, but for what it does not have.
/// </summary>
internal static class ObjectLoader
{
    /// <summary>Loads objects together: what one lacks and another gives is one symbol with one address.</summary>
    /// <param name="files">The objects.</param>
    /// <param name="types">The kernel's types, where they are known.</param>
    /// <param name="space">Where they go; what it holds after a failure is of no use.</param>
    /// <param name="problem">Why they cannot be loaded, with file, section and offset; empty if they can.</param>
    public static ObjectImage? Load(
        IEnumerable<ObjectFile> files, BtfTypes? types, KernelSpace space, out string problem)
    {
        SectionPlacer placer = new(space);
        ImmutableArray<PlacedObject>.Builder objects = ImmutableArray.CreateBuilder<PlacedObject>();
        foreach (ObjectFile file in files)
        {
            if (Place(file, placer, out problem) is not { } placed)
            {
                return null;
            }

            objects.Add(placed);
        }

        if (SharedSymbols.Of(objects, out problem) is not { } shared)
        {
            return null;
        }

        NamedTraps traps = new(space);
        SymbolValues values = new(shared, traps);
        problem = values.AddTraps(objects);
        Relocator relocator = new(space, values);
        BugTable bugs = new(space, BugLayout.Of(types));
        foreach (PlacedObject placed in objects)
        {
            problem = problem.Length > 0 ? problem : relocator.Apply(placed);
            problem = problem.Length > 0 ? problem : bugs.Read(placed);
        }

        return problem.Length > 0 ? null : new ObjectImage(objects.ToImmutable(), traps, bugs.Entries);
    }

    private static PlacedObject? Place(ObjectFile file, SectionPlacer placer, out string problem)
    {
        ImmutableArray<PlacedSection?>.Builder sections = ImmutableArray.CreateBuilder<PlacedSection?>();
        problem = string.Empty;
        foreach (ObjectSection section in file.Sections)
        {
            sections.Add(section.IsLoaded ? placer.Place(file.Name, section, out problem) : null);
            if (problem.Length > 0)
            {
                return null;
            }
        }

        return new PlacedObject(file, sections.ToImmutable());
    }
}
