using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Text;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets.Dictionaries;

/// <summary>
/// The bytes that the inputs of a target are made of, named, in libFuzzer's text form. They are made from the numbers
/// and words of the specification; the files of <c>Fuzz/dictionaries</c> hold the same.
/// </summary>
/// <param name="FileName">The name of its file.</param>
/// <param name="Entries">The entries, each with bytes of its own.</param>
internal sealed record FuzzDictionary(string FileName, IReadOnlyList<DictionaryEntry> Entries)
{
    /// <summary>The words of the ioctl's argument.</summary>
    public const string AllowlistFile = "allowlist.dict";

    /// <summary>The keywords of the trace language.</summary>
    public const string TraceTextFile = "trace-text.dict";

    /// <summary>What multiboot and ELF files begin with.</summary>
    public const string BootImageFile = "boot-image.dict";

    /// <summary>What the journal of a checker is made of.</summary>
    public const string JournalFile = "journal.dict";

    /// <summary>What policies are written with.</summary>
    public const string PolicyFile = "policy.dict";

    /// <summary>Every dictionary.</summary>
    public static IReadOnlyList<FuzzDictionary> All { get; } =
    [
        new(AllowlistFile, [.. Distinct(Allowlist())]), new(TraceTextFile, [.. Distinct(TraceText())]),
        new(BootImageFile, [.. Distinct(BootImage())]), new(JournalFile, [.. Distinct(Journal())]),
        new(PolicyFile, [.. Distinct(Policy())]),
    ];

    /// <summary>The dictionary of a file, or null.</summary>
    public static FuzzDictionary? Find(string fileName) =>
        All.FirstOrDefault(dictionary => dictionary.FileName == fileName);

    /// <summary>The text of its file.</summary>
    public string Print()
    {
        StringBuilder text = new($"# {FileName}: generated from the specification; a test compares.\n");
        foreach (DictionaryEntry entry in Entries)
        {
            text.Append(entry.Name).Append("=\"").Append(Escape(entry.Bytes.Span)).Append("\"\n");
        }

        return text.ToString();
    }

    private static IEnumerable<DictionaryEntry> Allowlist()
    {
        foreach (AccessFlags flags in Enum.GetValues<AccessFlags>())
        {
            yield return Word($"flags_{flags}", (uint)flags);
        }

        yield return Word("flags_unknown", (uint)AccessFlags.ReadWrite + 1);
        uint[] counts =
        [
            AllowlistLayout.BitsPerLong - 1, AllowlistLayout.BitsPerLong, AllowlistLayout.BitsPerLong + 1,
            AllowlistLayout.MaxCount - 1, AllowlistLayout.MaxCount, AllowlistLayout.MaxCount + 1,
            uint.MaxValue - AllowlistLayout.BitsPerLong + 1, uint.MaxValue - AllowlistLayout.BitsPerLong + 2,
        ];
        foreach (uint count in counts)
        {
            yield return Word(Invariant($"nmsrs_0x{count:x}"), count);
        }

        uint[] bases =
        [
            int.MaxValue, 0x80000000, uint.MaxValue - AllowlistLayout.MaxCount + 1, uint.MaxValue - 1, uint.MaxValue,
        ];
        foreach (uint start in bases)
        {
            yield return Word(Invariant($"base_0x{start:x}"), start);
        }

        foreach (FieldInfo field in Constants(typeof(Msr)))
        {
            if (field.GetRawConstantValue() is uint index)
            {
                yield return Word($"msr_{field.Name}", index);
            }
        }

        yield return Word("pad_fails_the_allocation", 1);
        yield return Double("long_zero", 0);
        yield return Double("long_first_bit", 1);
        yield return Double("long_last_bit", 1UL << 63);
        yield return Double("long_all_bits", ulong.MaxValue);
    }

    private static IEnumerable<DictionaryEntry> TraceText()
    {
        Type[] types = [typeof(Words), typeof(TraceHeader)];
        foreach (FieldInfo field in types.SelectMany(Constants))
        {
            string text = Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)!;
            string kind = field.DeclaringType == typeof(TraceHeader) ? "header" : "word";
            yield return new($"{kind}_{field.Name}", Encoding.UTF8.GetBytes(text));
        }

        foreach (Vector vector in Enum.GetValues<Vector>())
        {
            yield return new($"vector_{vector}", Encoding.UTF8.GetBytes(VectorText.Print((uint)vector)));
        }

        foreach (Errno errno in Enum.GetValues<Errno>())
        {
            yield return new($"errno_{errno}", Encoding.UTF8.GetBytes(errno.ToString()));
        }

        string[] lines =
        [
            "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none", "vcpu0 rdmsr 0x10 long64 cpl0",
            "vcpu1 wrmsr 0x10 0x0 real16 cpl3 lock", "vcpu0 complete error=0 data=0x0", "0xffffffffffffffff", "0x",
        ];
        foreach ((int number, string line) in lines.Index())
        {
            yield return new(Invariant($"line_{number}"), Encoding.UTF8.GetBytes(line));
        }
    }

    private static IEnumerable<DictionaryEntry> BootImage()
    {
        const uint Magic = 0x1BADB002;
        const uint HasAddresses = 1 << 16;
        yield return Word("multiboot_magic", Magic);
        yield return Header("multiboot_header", Magic, 0);
        yield return Header("multiboot_header_with_addresses", Magic, HasAddresses);
        yield return Word("one_megabyte", 0x10_0000);
        yield return new("elf_magic", "\u007fELF"u8.ToArray());
        yield return new(
            "elf_executable_for_x86",
            "\u007fELF\u0001\u0001\u0001\0\0\0\0\0\0\0\0\0\u0002\0\u0003\0"u8.ToArray());
        yield return Word("program_header_size", 32);
        yield return Word("elf_header_size", 52);
    }

    private static IEnumerable<DictionaryEntry> Journal()
    {
        yield return new("header", InFlightFormat.Header(MachineRegistry.Posted.Name, Dialect.Sound.Name));
        yield return Double("first_slot", 1);
        yield return Double("second_slot", InFlightFormat.Slots);
        yield return Double("most_words", InFlightFormat.MaxWords);
        yield return Double("too_many_words", InFlightFormat.MaxWords + 1);
        yield return Double("minus_one", ulong.MaxValue);
    }

    private static IEnumerable<DictionaryEntry> Policy()
    {
        string[] lines =
        [
            "0x10 rw\n", "0x10-0x1f r\n", "default none\n", "default rw\n", "0xffffffff", "0x100000000",
            "0x800-0x8ff w\n", "0x3000 none\n", " # TSC\n", "TSC", "KERNEL_GS_BASE",
            "0x0000000000000000", "0xffffffffffffffff",
            "index,access,name\n", "index,mask\n", "\"\",", "0x10,rw,TSC\n",
            "{\"default\":\"none\",\"msrs\":[{\"index\":16,\"access\":\"rw\"}]}", "\"name\":\"TSC\"",
            "{\"interface\":\"filter\",\"default\":\"deny\",\"ranges\":[",
            "{\"flags\":3,\"base\":16,\"nmsrs\":64,\"bitmap\":\"ffffffffffffffff\"}", "\"v2\"", "\"allow\"", "]}",
            "01000000400000001000000000000000ffffffffffffffff", TraceHeader.FirstLine + "\n",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none\n",
            "filter-slot flags=read nmsrs=1 base=0x0 bits=0\n", "ioctl set-filter default=deny\n",
        ];
        foreach ((int number, string line) in lines.Index())
        {
            yield return new(Invariant($"text_{number}"), Encoding.UTF8.GetBytes(line));
        }

        foreach (AccessFlags flags in Enum.GetValues<AccessFlags>())
        {
            yield return Word($"flags_{flags}", (uint)flags);
        }

        yield return Word("nmsrs_most", AllowlistLayout.MaxCount);
        yield return Word("pointer_behind_the_struct", FilterLayout.NativeSize);
        yield return Double("long_all_bits", ulong.MaxValue);
    }

    private static DictionaryEntry Header(string name, uint magic, uint flags)
    {
        byte[] bytes = new byte[3 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), flags);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), unchecked(0 - magic - flags));
        return new(name, bytes);
    }

    private static DictionaryEntry Word(string name, uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return new(name, bytes);
    }

    private static DictionaryEntry Double(string name, ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return new(name, bytes);
    }

    private static IEnumerable<FieldInfo> Constants(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.IsLiteral);

    /// <summary>The first of entries with the same bytes.</summary>
    private static IEnumerable<DictionaryEntry> Distinct(IEnumerable<DictionaryEntry> entries) =>
        entries.DistinctBy(entry => Convert.ToHexString(entry.Bytes.Span));

    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte b in bytes)
        {
            bool isPlain = b is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\');
            text.Append(isPlain ? ((char)b).ToString() : Invariant($"\\x{b:X2}"));
        }

        return text.ToString();
    }
}
