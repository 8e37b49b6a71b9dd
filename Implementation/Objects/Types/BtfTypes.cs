using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>The C types of an object: sizes, offsets of members, signatures of functions.</summary>
internal sealed class BtfTypes
{
    /// <summary>More than any kernel's types are nested; what goes deeper is a circle.</summary>
    private const int MaxDepth = 64;

    private static readonly BtfType Nothing = new(BtfKind.Void, "void", 0, 0, 0, []);

    private readonly BtfTypes? _base;
    private readonly BtfReader _reader;
    private readonly ImmutableArray<BtfType> _types;
    private readonly Dictionary<(BtfKind Kind, string Name), uint> _numbers = [];

    private BtfTypes(BtfReader reader, ImmutableArray<BtfType> types, BtfTypes? baseTypes)
    {
        _reader = reader;
        _types = types;
        _base = baseTypes;
        for (int i = 0; i < types.Length; i++)
        {
            _ = _numbers.TryAdd((types[i].Kind, types[i].Name), First + (uint)i);
        }
    }

    /// <summary>How many bytes of strings there are, those of the base among them.</summary>
    internal uint StringsEnd => _reader.StringsEnd;

    private uint First => _base is null ? 1 : _base.End;

    private uint End => First + (uint)_types.Length;

    /// <summary>Reads the BTF that an object has in it.</summary>
    /// <param name="file">The object.</param>
    /// <param name="baseTypes">The base, where the object has split BTF as a module does; else null.</param>
    /// <param name="problem">Why it cannot be read; empty if it can.</param>
    public static BtfTypes? Of(ObjectFile file, BtfTypes? baseTypes, out string problem)
    {
        if (file.Section(".BTF") is { } section)
        {
            return Read($"{file.Name}: .BTF", section.Content.AsMemory(), baseTypes, out problem);
        }

        problem = $"{file.Name}: there is no .BTF section; gcc -gbtf and pahole -J make one";
        return null;
    }

    /// <summary>Reads BTF.</summary>
    /// <param name="name">What is read, for messages.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="baseTypes">The base of split BTF, or null.</param>
    /// <param name="problem">Why it cannot be read; empty if it can.</param>
    public static BtfTypes? Read(string name, ReadOnlyMemory<byte> bytes, BtfTypes? baseTypes, out string problem)
    {
        BtfReader reader = new(name, bytes, baseTypes);
        ImmutableArray<BtfType> types = reader.Read();
        problem = reader.Problem ?? string.Empty;
        return reader.Problem is null ? new BtfTypes(reader, types, baseTypes) : null;
    }

    /// <summary>The bytes of a struct, union or typedef; null if none has that name, or it has no size.</summary>
    public long? SizeOf(string type) => Find(type) is { } number ? SizeOf(number, MaxDepth) : null;

    /// <summary>Finds a member, which may lie in others.</summary>
    /// <param name="type">The name of a struct, union or typedef.</param>
    /// <param name="path">Members with dots between them, an element's number in brackets: <c>arch.ranges[1].base</c>.
    /// Those of anonymous structs and unions are members of what these lie in.</param>
    /// <param name="problem">Which part of it cannot be found; empty if it can.</param>
    /// <returns>Where it lies, or null.</returns>
    public MemberPlace? Member(string type, string path, out string problem)
    {
        if (Find(type) is not { } number)
        {
            problem = $"there is no type '{type}'";
            return null;
        }

        MemberWalk walk = new(this, number, type);
        foreach (string part in path.Split('.'))
        {
            walk.Into(part);
        }

        MemberPlace? place = walk.Problem is null ? walk.Place() : null;
        problem = walk.Problem ?? string.Empty;
        return place;
    }

    /// <summary>The member of a type that a byte belongs to: <c>.arch.ranges[1].base</c>; empty for what has none.
    /// </summary>
    /// <param name="type">The name of a struct, union or typedef.</param>
    /// <param name="offset">The byte, from the type's start on.</param>
    public string MemberAt(string type, long offset) =>
        Find(type) is { } number ? new MemberNames(this).At(number, offset) : string.Empty;

    /// <summary>A function as C declares it, or null if there is none with that name.</summary>
    public string? SignatureOf(string function)
    {
        if (Find(BtfKind.Function, function) is not { } number)
        {
            return null;
        }

        BtfType prototype = At(At(number).Target);
        string parameters = string.Join(", ", prototype.Members.Select(
            parameter => $"{NameOf(parameter.Type, MaxDepth)} {parameter.Name}"));
        return $"{NameOf(prototype.Target, MaxDepth)} {function}({parameters})";
    }

    /// <summary>What a function takes and returns, or null if there is none with that name.</summary>
    public BtfFunction? FunctionOf(string name)
    {
        if (Find(BtfKind.Function, name) is not { } number)
        {
            return null;
        }

        BtfType prototype = At(At(number).Target);
        long size = SizeOf(prototype.Target, MaxDepth) ?? 0;
        return new BtfFunction(
            (int)size, [.. prototype.Members.Select(parameter => NameOf(parameter.Type, MaxDepth))]);
    }

    /// <summary>The string at an offset into all strings.</summary>
    internal string Text(uint offset) => _reader.Text(offset);

    /// <summary>The type with a number; nothing if there is none.</summary>
    internal BtfType At(uint number) => number < First
        ? _base?.At(number) ?? Nothing
        : number < End ? _types[(int)(number - First)] : Nothing;

    /// <summary>The type behind typedefs and qualifiers.</summary>
    internal BtfType Plain(uint number)
    {
        BtfType type = At(number);
        for (int depth = 0; type.IsTransparent && depth < MaxDepth; depth++)
        {
            type = At(type.Target);
        }

        return type;
    }

    /// <summary>The bytes of a type; null if it has no size.</summary>
    internal long? SizeOf(uint number) => SizeOf(number, MaxDepth);

    /// <summary>The name of a type, as C writes it.</summary>
    internal string NameOf(uint number) => NameOf(number, MaxDepth);

    private long? SizeOf(uint number, int depth)
    {
        BtfType type = Plain(number);
        long? size = depth == 0 ? null
            : type.Kind == BtfKind.Array ? SizeOf(type.Target, depth - 1) * type.Count
            : type.Size > 0 || type.IsAggregate ? type.Size
            : null;
        return size <= int.MaxValue ? size : null;
    }

    private string NameOf(uint number, int depth)
    {
        BtfType type = At(number);
        string target = type.Kind is BtfKind.Pointer or BtfKind.Array || type.IsTransparent && depth > 0
            ? depth > 0 ? NameOf(type.Target, depth - 1) : "..."
            : string.Empty;
        return type.Kind switch
        {
            BtfKind.Pointer => $"{target} *",
            BtfKind.Array => $"{target}[{type.Count}]",
            BtfKind.Struct or BtfKind.Forward => $"struct {type.Name}",
            BtfKind.Union => $"union {type.Name}",
            BtfKind.Enumeration or BtfKind.Enumeration64 => $"enum {type.Name}",
            BtfKind.Const => $"const {target}",
            BtfKind.Volatile => $"volatile {target}",
            BtfKind.Restrict or BtfKind.TypeTag => target,
            BtfKind.Prototype => "function",
            _ => type.Name,
        };
    }

    private uint? Find(string type) =>
        Find(BtfKind.Struct, type) ?? Find(BtfKind.Union, type) ?? Find(BtfKind.Typedef, type);

    private uint? Find(BtfKind kind, string name) =>
        _numbers.TryGetValue((kind, name), out uint number) ? number : _base?.Find(kind, name);
}
