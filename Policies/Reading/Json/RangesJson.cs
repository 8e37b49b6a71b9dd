using System.Collections.Immutable;
using System.Globalization;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>
/// Reads what is handed to an interface:
/// <c>{"interface":"filter","default":"deny","ranges":[{"flags":3,"base":16,"nmsrs":64,"bitmap":"hex"}]}</c>.
/// Whether the kernel takes it is not decided here.
/// </summary>
internal static class RangesJson
{
    /// <summary>The member that names the interface.</summary>
    public const string InterfaceName = "interface";

    /// <summary>The posted interface.</summary>
    public const string Allowlist = "v2";

    /// <summary>The merged interface.</summary>
    public const string Filter = "filter";

    /// <summary>The member that holds the ranges.</summary>
    public const string Ranges = "ranges";

    /// <summary>The member of a range that holds its flags.</summary>
    public const string Flags = "flags";

    /// <summary>The member of a range that is its first index.</summary>
    public const string Base = "base";

    /// <summary>The member of a range that says how many registers it holds.</summary>
    public const string Count = "nmsrs";

    /// <summary>The member of a range that holds its bits, as hexadecimal digits.</summary>
    public const string Bitmap = "bitmap";

    /// <summary>The default that allows.</summary>
    public const string Allow = "allow";

    /// <summary>The default that denies.</summary>
    public const string Deny = "deny";

    /// <summary>Which interface an object speaks of.</summary>
    public static Interface InterfaceOf(JsonItem root) =>
        root[InterfaceName]?.Where.Text == Filter ? Interface.Filter : Interface.Allowlist;

    /// <summary>Reads an object that has ranges.</summary>
    /// <param name="root">The object.</param>
    /// <param name="calls">The calls; not all of them if something is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(JsonItem root, out ImmutableArray<Call> calls)
    {
        List<Call> read = [];
        bool isFilter = InterfaceOf(root) == Interface.Filter;
        PolicyProblem? wrong = root.WhyNotOnly(InterfaceName, PolicyDraft.Default, Ranges) ?? WhyNotHead(root);
        foreach (JsonItem range in root[Ranges]!.Items.TakeWhile(_ => wrong is null))
        {
            wrong = ReadRange(range, out FilterSlot slot);
            Command command = isFilter ? new Command.WriteFilterSlot(slot) : Add(slot);
            read.Add(new Call(command, range.Where.Line, range.Where.Column));
        }

        if (isFilter)
        {
            uint flags = DefaultOf(root) == Deny ? FilterLayout.DefaultDeny : 0;
            Command set = new Command.SetFilter(flags, CallerBits.Native, FilterLayout.NativeSize);
            read.Add(new Call(set, root.Where.Line, root.Where.Column));
        }

        calls = [.. read];
        return wrong;
    }

    private static string DefaultOf(JsonItem root) => root[PolicyDraft.Default]?.Where.Text ?? Deny;

    private static PolicyProblem? WhyNotHead(JsonItem root)
    {
        string name = root[InterfaceName]?.Where.Text ?? string.Empty;
        string standard = DefaultOf(root);
        return name is not (Filter or Allowlist)
                ? Place(root, InterfaceName).Problem($"'{InterfaceName}' is neither '{Allowlist}' nor '{Filter}'")
            : standard is not (Allow or Deny)
                ? Place(root, PolicyDraft.Default).Problem($"'{PolicyDraft.Default}' is neither '{Deny}' nor '{Allow}'")
            : standard == Allow && name == Allowlist
                ? Place(root, PolicyDraft.Default).Problem($"{Allowlist} has no default that allows")
            : root[Ranges]!.Kind != JsonKind.Array ? Place(root, Ranges).Problem($"'{Ranges}' is not an array")
            : null;
    }

    private static Command.AddAllowlist Add(FilterSlot slot) => new(UserBuffer.Allowlist(
        new AllowlistHeader(slot.Flags, slot.Count, slot.Base, 0),
        slot.Bitmap.Bytes.AsSpan(), AllowlistLayout.HeaderSize + slot.Bitmap.Length));

    private static PolicyProblem? ReadRange(JsonItem range, out FilterSlot slot)
    {
        PolicyProblem?[] problems =
        [
            ReadWord(range, Flags, out uint flags), ReadWord(range, Base, out uint start),
            ReadWord(range, Count, out uint count), ReadBitmap(range, out byte[] bitmap),
            range.WhyNotOnly(Flags, Base, Count, Bitmap),
        ];
        slot = new FilterSlot(flags, count, start, new UserBuffer([.. bitmap]));
        return problems.FirstOrDefault(problem => problem is not null);
    }

    private static PolicyProblem? ReadBitmap(JsonItem range, out byte[] bytes)
    {
        bytes = [];
        return range[Bitmap] is not { Kind: JsonKind.String } bitmap
            ? Place(range, Bitmap).Problem($"here is no '{Bitmap}', a string of hexadecimal digits")
            : HexText.Read(bitmap.Where.Text, out bytes) is { } wrong ? bitmap.Where.Problem($"'{Bitmap}': {wrong}")
            : null;
    }

    private static PolicyProblem? ReadWord(JsonItem range, string name, out uint word)
    {
        string text = range[name]?.Where.Text ?? string.Empty;
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isWord = isHex
            ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out word);
        return isWord ? null : Place(range, name).Problem($"here is no '{name}', a number of 32 bits");
    }

    private static Field Place(JsonItem item, string member) => (item[member] ?? item).Where;
}
