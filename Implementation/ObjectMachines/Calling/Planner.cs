using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.ObjectMachines.Manifests;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Implementation.Objects.Types;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>Checks a manifest against the types and the functions of its objects.</summary>
internal sealed class Planner
{
    private readonly Manifest _manifest;
    private readonly ImmutableArray<ObjectFile> _files;
    private readonly BtfTypes _types;
    private readonly ImmutableArray<LaidOut>.Builder _memory = ImmutableArray.CreateBuilder<LaidOut>();
    private ulong _next = KernelLayout.LaidOut;
    private string? _problem;

    private Planner(Manifest manifest, ImmutableArray<ObjectFile> files, BtfTypes types)
    {
        _manifest = manifest;
        _files = files;
        _types = types;
    }

    /// <summary>Checks a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="files">The objects that it names.</param>
    /// <param name="types">The types.</param>
    /// <param name="problem">What does not fit, with its place in the manifest; empty if all does.</param>
    public static ObjectPlan? Plan(
        Manifest manifest, ImmutableArray<ObjectFile> files, BtfTypes types, out string problem)
    {
        Planner planner = new(manifest, files, types);
        ObjectPlan plan = planner.Plan();
        problem = planner._problem ?? string.Empty;
        return planner._problem is null ? plan : null;
    }

    private ObjectPlan Plan()
    {
        foreach ((ManifestText name, ManifestText type) in _manifest.Memory)
        {
            LayOut(name, type);
        }

        return new ObjectPlan
        {
            Files = _files,
            Types = _types,
            Memory = _memory.ToImmutable(),
            Values = [.. _manifest.Values.Select(ValueOf)],
            Ioctl = Entry(_manifest.Ioctl, EntryPattern.Request, EntryPattern.Argument),
            Decision = Entry(_manifest.Decision, EntryPattern.Index, EntryPattern.Direction),
            Destroy = Entry(_manifest.Destroy),
            Lock = (Field(_manifest.Lock).Address, _manifest.Lock.Source.Text),
            Slots = Field(_manifest.Slots),
            Aliases = _manifest.Services.ToImmutableDictionary(
                service => service.Alias.Text, service => service.Function.Text),
        };
    }

    private void LayOut(ManifestText name, ManifestText type)
    {
        LaidOut unplaced = new(name.Text, type.Text, Address: 0, Size: 0);
        if (_types.SizeOf(unplaced.TypeName) is not ({ } size and > 0))
        {
            Refuse(type, $"the objects have no type '{type.Text}', or it has no size");
            return;
        }

        int pages = KernelSpace.PagesOf((int)size);
        ulong slack = (ulong)((pages * KernelSpace.PageSize) - size) & ~(sizeof(ulong) - 1UL);
        _memory.Add(unplaced with { Address = _next + slack, Size = (int)size });
        _next += (ulong)(pages + 1) * KernelSpace.PageSize;
    }

    private (ulong Address, int Size, ulong Value) ValueOf((FieldPath Field, ManifestText Value) line)
    {
        (ulong address, int size) = Field(line.Field);
        if (TargetOf(line.Value.Text) is not { } target)
        {
            Refuse(line.Value, $"'{line.Value.Text}' is nothing that is laid out; there are {Names()}");
            return default;
        }

        if (size != sizeof(ulong) && _problem is null)
        {
            Refuse(line.Field.Source, $"'{line.Field.Source.Text}' has {size} bytes, and an address {sizeof(ulong)}");
        }

        return (address, size, target.Address);
    }

    private (ulong Address, int Size) Field(FieldPath field)
    {
        if (Find(field.Memory) is not { } memory)
        {
            Refuse(field.Source, $"'{field.Memory}' is nothing that is laid out; there are {Names()}");
            return default;
        }

        (ulong, int)? place = memory.Member(_types, field.Path, out string problem);
        if (place is null)
        {
            Refuse(field.Source, problem);
        }

        return place ?? default;
    }

    private EntryCall Entry(EntryPattern pattern, params string[] said)
    {
        CheckFunction(pattern);
        BtfFunction? function = _types.FunctionOf(pattern.Function);
        if (function is null)
        {
            Refuse(pattern.Source, $"the types do not say what '{pattern.Function}' takes and returns");
        }
        else if (function.Parameters.Length != pattern.Arguments.Length)
        {
            Refuse(
                pattern.Source,
                $"'{_types.SignatureOf(pattern.Function)}' does not take {pattern.Arguments.Length} arguments");
        }

        List<(ulong, int?)> arguments = [];
        for (int i = 0; i < pattern.Arguments.Length; i++)
        {
            int number = Array.IndexOf(said, pattern.Arguments[i]);
            arguments.Add(number < 0 ? (AddressOf(pattern, i, function), null) : (0, number));
        }

        return new EntryCall(pattern.Function, function?.ReturnSize ?? 0, [.. arguments]);

        ulong AddressOf(EntryPattern call, int number, BtfFunction? known)
        {
            string name = call.Arguments[number];
            if (TargetOf(name) is not { } target)
            {
                Refuse(call.Source, $"'{name}' is nothing that this call says; there are "
                    + string.Join(", ", _memory.Select(laidOut => laidOut.Name).Concat(said)));
                return 0;
            }

            string wanted = $"{target.Type} *";
            if (known is not null && known.Parameters[number].Replace("const ", string.Empty, StringComparison.Ordinal)
                != wanted)
            {
                Refuse(call.Source, $"'{name}' is a '{wanted}', and '{_types.SignatureOf(call.Function)}' takes "
                    + $"another type there");
            }

            return target.Address;
        }
    }

    private void CheckFunction(EntryPattern pattern)
    {
        if (pattern.Arguments.Length > ObjectCore.MaxArguments)
        {
            Refuse(pattern.Source, $"a call has at most {ObjectCore.MaxArguments} arguments");
        }

        if (!_files.Any(file => file.Symbols.Any(symbol => symbol.IsFunction && symbol.Name == pattern.Function)))
        {
            Refuse(pattern.Source, $"no object defines a function '{pattern.Function}'");
        }
    }

    /// <summary>What an address is asked of: something that is laid out, or a member of it.</summary>
    private (ulong Address, string Type)? TargetOf(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        LaidOut? memory = Find(dot < 0 ? name : name[..dot]);
        return memory is null ? null
            : dot < 0 ? (memory.Address, memory.Type)
            : _types.Member(memory.TypeName, name[(dot + 1)..], out _) is { } place
                ? (memory.Address + (ulong)place.Offset, place.Type)
            : null;
    }

    private LaidOut? Find(string name) => _memory.FirstOrDefault(laidOut => laidOut.Name == name);

    private string Names() => string.Join(", ", _memory.Select(laidOut => laidOut.Name));

    private void Refuse(ManifestText at, string problem) => _problem ??= $"{at.Place}: {problem}";
}
