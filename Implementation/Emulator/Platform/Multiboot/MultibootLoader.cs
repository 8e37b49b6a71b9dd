using System.Text;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>Puts a kernel, its modules and what it is told into RAM.</summary>
public static class MultibootLoader
{
    private const ulong LowInformation = 0x1_0000;
    private const ulong LowMemoryEnd = 0xA_0000;

    /// <summary>Loads a kernel; the answer is null when all went well.</summary>
    /// <param name="file">The file of the kernel.</param>
    /// <param name="memory">RAM.</param>
    /// <param name="commandLine">What the kernel is told.</param>
    /// <param name="modules">The modules.</param>
    /// <param name="kernel">Where the kernel is.</param>
    public static LoadError? Load(
        ReadOnlySpan<byte> file,
        GuestMemory memory,
        string commandLine,
        IReadOnlyList<BootModule> modules,
        out LoadedKernel kernel)
    {
        kernel = default;
        if (MultibootImage.TryRead(file, out LoadError? error) is not { } image)
        {
            return error;
        }

        foreach (LoadSegment segment in image.Segments)
        {
            if (segment.Address > memory.Size || segment.MemorySize > memory.Size - segment.Address)
            {
                return new LoadError(
                    segment.HeaderOffset,
                    $"0x{segment.Address:x} to 0x{segment.End:x} does not fit into RAM of 0x{memory.Size:x} bytes");
            }
        }

        if (!image.Segments.Any(segment => image.Entry >= segment.Address && image.Entry < segment.End))
        {
            return new LoadError(0, $"the entry 0x{image.Entry:x} lies outside of what is loaded");
        }

        ulong next = PageUp(image.End);
        var places = new List<ulong>();
        foreach (BootModule module in modules)
        {
            places.Add(next);
            next = PageUp(next + (ulong)module.Content.Length);
        }

        var information = new MultibootInformation(memory.Size, commandLine);
        for (int i = 0; i < modules.Count; i++)
        {
            information.AddModule((uint)places[i], (uint)modules[i].Content.Length, modules[i].CommandLine);
        }

        bool lowIsFree = image.Segments.All(segment => segment.Address >= LowMemoryEnd || segment.End <= LowInformation)
            && information.Size <= LowMemoryEnd - LowInformation
            && LowInformation + information.Size <= memory.Size;
        ulong place = lowIsFree ? LowInformation : next;
        if (Math.Max(next, place + information.Size) > memory.Size)
        {
            return new LoadError(0, "modules and boot information do not fit into RAM behind the kernel");
        }

        foreach (LoadSegment segment in image.Segments)
        {
            memory.Write(segment.Address, file.Slice((int)segment.FileOffset, (int)segment.FileSize));
        }

        for (int i = 0; i < modules.Count; i++)
        {
            memory.Write(places[i], modules[i].Content.Span);
        }

        memory.Write(place, information.At((uint)place));
        kernel = new LoadedKernel(image.Entry, (uint)place);
        return null;
    }

    /// <summary>The bytes of a text, with the zero that ends it.</summary>
    internal static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static ulong PageUp(ulong address) => (address + GuestMemory.PageSize - 1) & ~(GuestMemory.PageSize - 1UL);
}
