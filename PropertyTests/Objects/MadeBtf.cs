using System.Text;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>BTF that no compiler made (Documentation/bpf/btf.rst).</summary>
internal sealed class MadeBtf
{
    private const uint Magic = 0x0001_EB9F, HeaderSize = 24;
    private const uint IntegerKind = 1, ArrayKind = 3, StructKind = 4, TypedefKind = 8;

    private readonly List<uint> _types = [];
    private readonly List<byte> _strings = [];
    private readonly uint _firstString;
    private uint _next;

    public MadeBtf()
    {
        _next = 1;
        _strings.Add(0);
    }

    /// <summary>Split BTF, which goes on where its base ends.</summary>
    public MadeBtf(MadeBtf kernel)
    {
        _next = kernel._next;
        _firstString = (uint)kernel._strings.Count;
    }

    public byte[] Bytes
    {
        get
        {
            uint typesSize = (uint)_types.Count * sizeof(uint);
            uint[] header = [Magic, HeaderSize, 0, typesSize, typesSize, (uint)_strings.Count];
            return [.. header.Concat(_types).SelectMany(BitConverter.GetBytes), .. _strings];
        }
    }

    public uint Integer(string name, uint size) => Add(name, IntegerKind, size, size * 8);

    public uint Typedef(string name, uint type) => Add(name, TypedefKind, type);

    public uint Array(uint element, uint count) => Add(string.Empty, ArrayKind, 0, element, element, count);

    public uint Struct(string name, uint size, params (string Name, uint Type, uint BitOffset)[] members) => AddInfo(
        name, (StructKind << 24) | (uint)members.Length, size,
        [.. members.SelectMany(member => new[] { Text(member.Name), member.Type, member.BitOffset })]);

    public uint Add(string name, uint kind, uint sizeOrType, params uint[] rest) =>
        AddInfo(name, kind << 24, sizeOrType, rest);

    private uint AddInfo(string name, uint info, uint sizeOrType, uint[] rest)
    {
        _types.AddRange([Text(name), info, sizeOrType, .. rest]);
        return _next++;
    }

    private uint Text(string name)
    {
        uint at = _firstString + (uint)_strings.Count;
        _strings.AddRange([.. Encoding.UTF8.GetBytes(name), 0]);
        return at;
    }
}
