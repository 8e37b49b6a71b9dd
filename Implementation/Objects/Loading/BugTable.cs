using System.Buffers.Binary;
using System.Text;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>Reads <c>__bug_table</c>, once it is relocated.</summary>
/// <param name="space">Where the sections are.</param>
/// <param name="layout">The layout of an entry.</param>
internal sealed class BugTable(KernelSpace space, BugLayout layout)
{
    private const string Name = "__bug_table";
    private const int IsWarning = 1;
    private const int MaxFileName = 256;

    private readonly List<BugEntry> _entries = [];

    /// <summary>What has been read.</summary>
    public IReadOnlyList<BugEntry> Entries => _entries;

    /// <summary>Reads an object's table, if it has one.</summary>
    /// <param name="owner">The object.</param>
    /// <returns>What is wrong with it; empty if nothing is.</returns>
    public string Read(PlacedObject owner)
    {
        foreach (PlacedSection table in owner.Sections.OfType<PlacedSection>().Where(IsTable))
        {
            if (table.Section.Size % layout.Size != 0)
            {
                return $"{table.File}: {Name} has {table.Section.Size} bytes, and an entry {layout.Size}";
            }

            for (int offset = 0; offset < table.Section.Size; offset += layout.Size)
            {
                BugEntry entry = ReadEntry(table.Memory + (ulong)offset);
                _entries.Add(entry);
                if (!owner.Sections.Any(section => IsCodeAt(section, entry.Address)))
                {
                    return $"{table.File}: {Name}+0x{offset:x}: an entry for 0x{entry.Address:x}, where is no code";
                }
            }
        }

        return string.Empty;
    }

    private static bool IsTable(PlacedSection section) => section.Section.Name == Name;

    private static bool IsCodeAt(PlacedSection? section, ulong address) =>
        section?.Rights.HasFlag(PageRights.Execute) == true && section.Holds(address);

    private BugEntry ReadEntry(ulong at)
    {
        int flags = Half(at + (ulong)layout.Flags);
        string file = layout.File is { } name ? Text(Target(at + (ulong)name)) : string.Empty;
        int line = layout.Line is { } place ? Half(at + (ulong)place) : 0;
        return new BugEntry(Target(at + (ulong)layout.Address), (flags & IsWarning) != 0, file, line);
    }

    /// <summary>The address that a distance of 32 bits leads to from its own place.</summary>
    private ulong Target(ulong at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        _ = space.Read(at, bytes);
        return at + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    private int Half(ulong at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        _ = space.Read(at, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private string Text(ulong at)
    {
        Span<byte> bytes = stackalloc byte[MaxFileName];
        ReadOnlySpan<byte> read = bytes[..space.Read(at, bytes)];
        int end = read.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? read : read[..end]);
    }
}
