using System.Collections.Immutable;
using MsrSpec.Implementation.ObjectMachines.Services;

namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>Reads manifests: the keys that there are, each with what it may say.</summary>
internal sealed class ManifestReader
{
    private static readonly (string Table, string[] Keys)[] Known =
    [
        (string.Empty, ["interface", "dialect", "objects", "types"]),
        ("entries", ["ioctl", "decision", "destroy"]),
        ("state", ["lock", "slots"]),
        ("memory", []),
        ("values", []),
        ("services", []),
    ];

    private readonly string _file;
    private readonly IReadOnlyList<string> _dialects;
    private readonly ImmutableArray<ManifestLine> _lines;
    private string? _problem;

    private ManifestReader(
        string file, IReadOnlyList<string> dialects, ImmutableArray<ManifestLine> lines, string? problem)
    {
        _file = file;
        _dialects = dialects;
        _lines = lines;
        _problem = problem;
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="dialects">The names of the dialects that there are.</param>
    /// <param name="problem">What is wrong with it first, with file, line and column; empty if nothing is.</param>
    public static Manifest? Read(string file, string text, IReadOnlyList<string> dialects, out string problem)
    {
        ManifestSyntax syntax = new(file);
        ManifestReader reader = new(file, dialects, syntax.Read(text), syntax.Problem);
        Manifest? manifest = reader._problem is null ? reader.Read() : null;
        problem = reader._problem ?? string.Empty;
        return problem.Length == 0 ? manifest : null;
    }

    private Manifest? Read()
    {
        RefuseUnknownKeys();
        Demand("interface", "allowlist");
        Manifest manifest = new(
            Choose("dialect", _dialects),
            Find(string.Empty, "objects")?.Values ?? [],
            Find(string.Empty, "types")?.Values.FirstOrDefault(),
            [.. In("memory").Select(line => (line.Key, line.Values[0]))],
            [.. In("values").Select(ValueOf).OfType<(FieldPath, ManifestText)>()],
            Pattern("ioctl")!,
            Pattern("decision")!,
            Pattern("destroy")!,
            Path("lock")!,
            Path("slots")!,
            [.. In("services").Select(line => (line.Key, line.Values[0]))]);
        RefuseUnknownServices(manifest);
        return manifest;
    }

    private void RefuseUnknownKeys()
    {
        foreach (ManifestLine line in _lines)
        {
            (string Table, string[] Keys)? table = Known.Where(known => known.Table == line.Table)
                .Select(known => ((string, string[])?)known).FirstOrDefault();
            if (table is null)
            {
                Refuse(line.Key, $"there is no table '{line.Table}'; there are "
                    + string.Join(", ", Known.Skip(1).Select(known => known.Table)));
            }
            else if (table.Value.Keys is { Length: > 0 } keys && !keys.Contains(line.Key.Text))
            {
                Refuse(line.Key, $"there is no key '{line.Key.Text}' here; there are {string.Join(", ", keys)}");
            }
            else if (line.Values.IsEmpty || (line.IsArray && line.Key.Text != "objects"))
            {
                Refuse(line.Key, $"'{line.Key.Text}' has one text");
            }
        }
    }

    private void Demand(string key, string only)
    {
        if (One(string.Empty, key) is { } value && value.Text != only)
        {
            Refuse(value, $"'{value.Text}' is no {key}; there is {only}");
        }
    }

    private string Choose(string key, IReadOnlyList<string> known)
    {
        ManifestText? text = One(string.Empty, key);
        if (text is not null && !known.Contains(text.Text))
        {
            Refuse(text, $"'{text.Text}' is no {key}; there are {string.Join(", ", known)}");
        }

        return text?.Text ?? string.Empty;
    }

    private (FieldPath Field, ManifestText Value)? ValueOf(ManifestLine line)
    {
        if (FieldPath.Of(line.Key) is { } field)
        {
            return (field, line.Values[0]);
        }

        Refuse(line.Key, $"'{line.Key.Text}' is no field, such as vcpu.kvm");
        return null;
    }

    private EntryPattern? Pattern(string key)
    {
        ManifestText? text = One("entries", key);
        EntryPattern? pattern = text is null ? null : EntryPattern.Of(text);
        if (text is not null && pattern is null)
        {
            Refuse(text, $"'{text.Text}' is no call, such as vm_ioctl(vm, request, argument)");
        }

        return pattern;
    }

    private FieldPath? Path(string key)
    {
        ManifestText? text = One("state", key);
        FieldPath? path = text is null ? null : FieldPath.Of(text);
        if (text is not null && path is null)
        {
            Refuse(text, $"'{text.Text}' is no field, such as vm.arch.count");
        }

        return path;
    }

    private void RefuseUnknownServices(Manifest manifest)
    {
        foreach ((_, ManifestText function) in manifest.Services)
        {
            if (KernelSymbols.All.All(symbol => symbol.Name != function.Text))
            {
                Refuse(function, $"nobody models a function '{function.Text}' that another could stand for");
            }
        }
    }

    /// <summary>The one text of a key that must be there.</summary>
    private ManifestText? One(string table, string key)
    {
        if (Find(table, key) is { Values: [var value, ..] })
        {
            return value;
        }

        string place = table.Length == 0 ? string.Empty : $" in [{table}]";
        _problem ??= $"{_file}:1:1: the key '{key}'{place} is missing";
        return null;
    }

    private ManifestLine? Find(string table, string key) =>
        _lines.FirstOrDefault(line => line.Table == table && line.Key.Text == key);

    private IEnumerable<ManifestLine> In(string table) =>
        _lines.Where(line => line.Table == table && line.Values.Length > 0);

    private void Refuse(ManifestText at, string problem) => _problem ??= $"{at.Place}: {problem}";
}
