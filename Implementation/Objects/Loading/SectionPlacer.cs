using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// Gives each section pages of its own, with the rights that it asks for, and nothing mapped in front of them and
/// behind. A section ends where its last page does, as nearly as its alignment lets it, so that who runs over its end
/// meets no slack.
/// </summary>
/// <param name="space">Where the pages go.</param>
internal sealed class SectionPlacer(KernelSpace space)
{
    /// <summary>What fills the room in front of code: INT3, as in a kernel.</summary>
    private const byte Breakpoint = 0xCC;

    private ulong _nextPage = KernelLayout.Modules;
    private ulong _nextPerCpuPage = KernelLayout.PerCpuSections;

    /// <summary>Places a section, and copies its bytes there.</summary>
    /// <param name="file">The file that it is of, for messages.</param>
    /// <param name="section">A section that is loaded.</param>
    /// <param name="problem">Why it cannot be; empty if it can.</param>
    public PlacedSection? Place(string file, ObjectSection section, out string problem)
    {
        if (section.Rights.HasFlag(SectionRights.Write | SectionRights.Execute))
        {
            problem = $"{file}: section '{section.Name}' is to be written and executed, and no page is both";
            return null;
        }

        PlacedSection placed = Choose(file, section);
        bool isInPlace = placed.Section.IsPerCpu
            ? placed.Address + (ulong)section.Size <= KernelLayout.PerCpuData
            : placed.Address + (ulong)section.Size <= KernelLayout.ModulesEnd;
        ulong page = KernelSpace.PageOf(placed.Memory);
        if (!isInPlace || !space.TryMap(page, KernelSpace.PagesOf(section.Size), placed.Rights))
        {
            problem = $"{file}: section '{section.Name}' of {section.Size} bytes does not fit into what is left of "
                + $"{space.Ram.Size} bytes of RAM";
            return null;
        }

        if (placed.Rights.HasFlag(PageRights.Execute))
        {
            byte[] filler = new byte[(int)(placed.Memory - page)];
            Array.Fill(filler, Breakpoint);
            _ = space.Write(page, filler);
        }

        _ = space.Write(placed.Memory, section.Content.AsSpan());
        problem = string.Empty;
        return placed;
    }

    private PlacedSection Choose(string file, ObjectSection section)
    {
        ref ulong next = ref section.IsPerCpu ? ref _nextPerCpuPage : ref _nextPage;
        ulong bytes = (ulong)KernelSpace.PagesOf(section.Size) * KernelSpace.PageSize;
        ulong address = next + ((bytes - (ulong)section.Size) & ~((ulong)section.Alignment - 1));
        next += bytes + KernelSpace.PageSize;
        return new PlacedSection(
            file, section, address, section.IsPerCpu ? KernelLayout.PerCpu + address : address);
    }
}
