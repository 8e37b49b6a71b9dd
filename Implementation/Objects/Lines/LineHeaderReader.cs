using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>Reads a unit's header: DWARF 2 to 5, in the format of 32 bits, for instructions without parts.</summary>
/// <param name="cursor">Where it begins, behind the unit's length; in the end, where its program begins.</param>
/// <param name="references">What it refers to.</param>
internal sealed class LineHeaderReader(LineCursor cursor, LineReferences references)
{
    private const ulong Oldest = 2, WithParts = 4, WithFormats = 5;
    private const int OffsetSize = 4;
    private const ulong AddressSize = 8;

    /// <summary>What an entry is made of (<c>DW_LNCT_path</c>).</summary>
    private const ulong Path = 1;

    /// <summary>The most files of a unit: many times what a kernel's source includes.</summary>
    private const int MostFiles = 1 << 16;

    private static LineFile NoFile => default;

    /// <summary>Reads it.</summary>
    /// <returns>What it says; null if it is broken, or of another kind.</returns>
    public LineHeader? Read()
    {
        ulong version = cursor.Number(sizeof(ushort));
        bool hasFormats = version == WithFormats;
        bool isKnown = version is >= Oldest and <= WithFormats
            && (!hasFormats || (cursor.Byte() == AddressSize && cursor.Byte() == 0));
        ulong length = cursor.Number(OffsetSize);
        ulong end = (ulong)cursor.Position + length;
        byte step = cursor.Byte();
        bool hasNoParts = version < WithParts || cursor.Byte() == 1;
        cursor.Skip(1);
        sbyte lineBase = (sbyte)cursor.Byte();
        byte lineRange = cursor.Byte();
        byte opcodeBase = cursor.Byte();
        if (!isKnown || !hasNoParts || lineRange == 0 || opcodeBase == 0
            || opcodeBase > cursor.End - cursor.Position)
        {
            return null;
        }

        ImmutableArray<byte> operands = [.. Enumerable.Range(1, opcodeBase - 1).Select(_ => cursor.Byte())];
        ImmutableArray<LineFile>? files = hasFormats ? CountedFiles() : EndedFiles();
        bool isWhole = !cursor.IsBroken && end >= (ulong)cursor.Position;
        cursor.Skip(isWhole ? end - (ulong)cursor.Position : 0);
        return isWhole && !cursor.IsBroken && files is not null
            ? new LineHeader(step, lineBase, lineRange, operands, files.Value) : null;
    }

    /// <summary>Up to DWARF 4: directories and files up to an empty name each, and files begin at 1.</summary>
    private ImmutableArray<LineFile>? EndedFiles()
    {
        bool isDirectory;
        do
        {
            isDirectory = cursor.SkipString() > 0;
        }
        while (isDirectory);

        ImmutableArray<LineFile>.Builder files = ImmutableArray.CreateBuilder<LineFile>();
        files.Add(NoFile);
        for (int start = cursor.Position; cursor.SkipString() > 0; start = cursor.Position)
        {
            files.Add(new LineFile(references.Program, start));
            _ = (cursor.Unsigned(), cursor.Unsigned(), cursor.Unsigned());
            if (files.Count > MostFiles)
            {
                return null;
            }
        }

        return files.ToImmutable();
    }

    /// <summary>Since DWARF 5: as many directories and files as two numbers say.</summary>
    private ImmutableArray<LineFile>? CountedFiles()
    {
        ImmutableArray<LineFile>? directories = Entries();
        return directories is null ? null : Entries();
    }

    /// <summary>What the parts of entries are, and the entries.</summary>
    private ImmutableArray<LineFile>? Entries()
    {
        (ulong Content, ulong Form)[] formats =
            [.. Enumerable.Range(0, cursor.Byte()).Select(_ => (cursor.Unsigned(), cursor.Unsigned()))];
        ulong count = cursor.Unsigned();
        if (count > MostFiles || (count > 0 && formats.Length == 0))
        {
            return null;
        }

        ImmutableArray<LineFile>.Builder entries = ImmutableArray.CreateBuilder<LineFile>();
        while ((ulong)entries.Count < count && !cursor.IsBroken)
        {
            LineFile entry = NoFile;
            foreach ((ulong content, ulong form) in formats)
            {
                if (Part(form) is not { } part)
                {
                    return null;
                }

                entry = content == Path ? part : entry;
            }

            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    /// <summary>A part of an entry: a name, or what has none; null if its form is not one that tables have.</summary>
    private LineFile? Part(ulong form)
    {
        const ulong Data2 = 0x05, Data4 = 0x06, Data8 = 0x07, String = 0x08, Block = 0x09, Data1 = 0x0B,
            StringPointer = 0x0E, Number = 0x0F, Data16 = 0x1E, LineStringPointer = 0x1F;
        int place = cursor.Position;
        switch (form)
        {
            case String:
                _ = cursor.SkipString();
                return new LineFile(references.Program, place);
            case LineStringPointer:
                return references.NameAt(place, cursor.Number(OffsetSize), ".debug_line_str");
            case StringPointer:
                return references.NameAt(place, cursor.Number(OffsetSize), ".debug_str");
            case Number:
                _ = cursor.Unsigned();
                return NoFile;
            default:
                cursor.Skip(form switch
                {
                    Data1 => 1,
                    Data2 => 2,
                    Data4 => 4,
                    Data8 => 8,
                    Data16 => 16,
                    Block => cursor.Unsigned(),
                    _ => ulong.MaxValue,
                });
                return cursor.IsBroken ? null : NoFile;
        }
    }
}
