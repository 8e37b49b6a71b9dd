using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>
/// Reads BTF (Documentation/bpf/btf.rst): a header, types one behind the other, and strings. Types of split BTF go on
/// with the numbers and the strings of a base.
/// </summary>
/// <param name="name">What is read, for messages.</param>
/// <param name="bytes">The bytes.</param>
/// <param name="baseTypes">The base of split BTF, or null.</param>
internal sealed class BtfReader(string name, ReadOnlyMemory<byte> bytes, BtfTypes? baseTypes)
{
    private const ushort Magic = 0xEB9F;
    private const int LeastHeader = 24;
    private const int EntrySize = 12;

    /// <summary>Four times what a kernel's own BTF has.</summary>
    private const int MaxSize = 32 << 20;

    /// <summary>As the kernel itself demands (<c>KSYM_NAME_LEN</c>).</summary>
    private const int MaxName = 512;
    private const uint KindShift = 24;
    private const uint KindMask = 31;
    private const uint CountMask = 0xFFFF;
    private const uint BitOffsetMask = 0xFF_FFFF;

    private int _typesEnd;
    private int _at;
    private uint _stringsStart;
    private uint _stringsLength;

    /// <summary>The first thing that is wrong, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many bytes of strings there are, those of the base among them.</summary>
    public uint StringsEnd => (baseTypes?.StringsEnd ?? 0) + _stringsLength;

    /// <summary>Reads the types, in the order of their numbers; of use only if nothing was wrong.</summary>
    public ImmutableArray<BtfType> Read()
    {
        ImmutableArray<BtfType>.Builder types = ImmutableArray.CreateBuilder<BtfType>();
        if (ReadHeader())
        {
            while (_at < _typesEnd && Problem is null)
            {
                types.Add(ReadType());
            }
        }

        return types.ToImmutable();
    }

    /// <summary>The string at an offset into all strings.</summary>
    public string Text(uint offset)
    {
        uint inherited = baseTypes?.StringsEnd ?? 0;
        if (offset < inherited)
        {
            return baseTypes!.Text(offset);
        }

        ReadOnlySpan<byte> strings = bytes.Span.Slice((int)_stringsStart, (int)_stringsLength);
        uint start = offset - inherited;
        ReadOnlySpan<byte> rest = start < strings.Length ? strings[(int)start..] : [];
        int length = rest[..Math.Min(rest.Length, MaxName)].IndexOf((byte)0);
        if (length < 0)
        {
            Fail($"no name of less than {MaxName} bytes at {offset} of strings that end at {StringsEnd}");
            return string.Empty;
        }

        return Encoding.UTF8.GetString(strings.Slice((int)start, length));
    }

    private bool ReadHeader()
    {
        ReadOnlySpan<byte> header = bytes.Span;
        if (header.Length > MaxSize)
        {
            Fail($"{header.Length} bytes of BTF, and at most {MaxSize} are read");
            return false;
        }

        if (header.Length < LeastHeader || BinaryPrimitives.ReadUInt16LittleEndian(header) != Magic)
        {
            Fail("no BTF: it does not begin with the bytes 9f eb and a header");
            return false;
        }

        ulong size = Word(4);
        ulong types = size + Word(8);
        ulong strings = size + Word(16);
        ulong typesEnd = types + Word(12);
        ulong stringsEnd = strings + Word(20);
        if (size < LeastHeader || typesEnd > (ulong)header.Length || stringsEnd > (ulong)header.Length)
        {
            Fail($"its types end at {typesEnd} and its strings at {stringsEnd}, and it has {header.Length} bytes");
            return false;
        }

        (_at, _typesEnd) = ((int)types, (int)typesEnd);
        (_stringsStart, _stringsLength) = ((uint)strings, Word(20));
        return true;
    }

    private BtfType ReadType()
    {
        int start = _at;
        uint title = Next();
        uint info = Next();
        uint sizeOrType = Next();
        BtfKind kind = (BtfKind)(info >> (int)KindShift & KindMask);
        int count = (int)(info & CountMask);
        bool hasBitFields = info >> 31 != 0;
        BtfType plain = new(kind, Text(title), Size: 0, Target: 0, Count: 0, []);
        switch (kind)
        {
            case BtfKind.Integer or BtfKind.DeclarationTag or BtfKind.Variable:
                Skip(sizeof(uint));
                return kind == BtfKind.Integer ? plain with { Size = sizeOrType } : plain with { Target = sizeOrType };
            case BtfKind.Array:
                return ReadArray(plain);
            case BtfKind.Struct or BtfKind.Union:
                return plain with { Size = sizeOrType, Members = ReadMembers(count, hasBitFields) };
            case BtfKind.Prototype:
                return plain with { Target = sizeOrType, Members = ReadParameters(count) };
            case BtfKind.Enumeration:
                Skip(2 * sizeof(uint) * count);
                return plain with { Size = sizeOrType };
            case BtfKind.Enumeration64 or BtfKind.DataSection:
                Skip(EntrySize * count);
                return plain with { Size = sizeOrType };
            case BtfKind.Float:
                return plain with { Size = sizeOrType };
            case BtfKind.Pointer:
                return plain with { Size = sizeof(ulong), Target = sizeOrType };
            case BtfKind.Forward or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict
                or BtfKind.Function or BtfKind.TypeTag:
                return plain with { Target = kind == BtfKind.Forward ? 0 : sizeOrType };
            default:
                Fail($"a type of kind {(int)kind} at {start}, which is not known");
                return plain;
        }
    }

    private BtfType ReadArray(BtfType plain)
    {
        uint element = Next();
        Skip(sizeof(uint));
        return plain with { Target = element, Count = Next() };
    }

    private ImmutableArray<BtfMember> ReadMembers(int count, bool hasBitFields)
    {
        ImmutableArray<BtfMember>.Builder members = ImmutableArray.CreateBuilder<BtfMember>();
        for (int i = 0; i < count && Problem is null; i++)
        {
            string title = Text(Next());
            uint type = Next();
            uint offset = Next();
            members.Add(hasBitFields
                ? new BtfMember(title, type, offset & BitOffsetMask, offset >> (int)KindShift)
                : new BtfMember(title, type, offset, BitWidth: 0));
        }

        return members.ToImmutable();
    }

    private ImmutableArray<BtfMember> ReadParameters(int count)
    {
        ImmutableArray<BtfMember>.Builder members = ImmutableArray.CreateBuilder<BtfMember>();
        for (int i = 0; i < count && Problem is null; i++)
        {
            string title = Text(Next());
            members.Add(new BtfMember(title, Next(), BitOffset: 0, BitWidth: 0));
        }

        return members.ToImmutable();
    }

    private uint Next()
    {
        int at = _at;
        Skip(sizeof(uint));
        return Problem is null ? Word(at) : 0;
    }

    private void Skip(int length)
    {
        if (_typesEnd - _at < length)
        {
            Fail($"a type that goes on behind the types' end at {_typesEnd}");
            return;
        }

        _at += length;
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);

    private void Fail(string problem) => Problem ??= $"{name}: {problem}";
}
