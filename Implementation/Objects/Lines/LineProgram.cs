namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>
/// Runs a unit's line program (DWARF 5, sections 6.2.2 and 6.2.5): a row for each place where another line begins.
/// </summary>
/// <param name="header">Its header.</param>
/// <param name="code">The program.</param>
/// <param name="references">What it refers to.</param>
/// <param name="rows">Where its rows go.</param>
internal sealed class LineProgram(LineHeader header, LineCursor code, LineReferences references, LineRows rows)
{
    private const byte Extended = 0, Copy = 1, AdvanceAddress = 2, AdvanceLine = 3, SetFile = 4, AddConstant = 8,
        AddFixed = 9;
    private const byte EndOfSequence = 1, SetAddress = 2;
    private const int AddressSize = 8;

    private int? _section;
    private ulong _offset;
    private ulong _least;
    private long _line = 1;
    private ulong _file = 1;
    private bool _isOpen;
    private bool _isWrong;

    /// <summary>Runs it.</summary>
    /// <returns>Whether it is whole, and makes sense; if not, its rows are of no use.</returns>
    public bool Run()
    {
        while (!code.IsAtEnd && !_isWrong)
        {
            Step(code.Byte());
        }

        return !code.IsBroken && !_isWrong && !_isOpen;
    }

    private void Step(byte opcode)
    {
        if (opcode >= header.OpcodeBase)
        {
            int special = opcode - header.OpcodeBase;
            Advance((ulong)(special / header.LineRange));
            _line += header.LineBase + (special % header.LineRange);
            AddRow(isEnd: false);
            return;
        }

        switch (opcode)
        {
            case Extended:
                StepExtended();
                break;
            case Copy:
                AddRow(isEnd: false);
                break;
            case AdvanceAddress:
                Advance(code.Unsigned());
                break;
            case AdvanceLine:
                _line += code.Signed();
                break;
            case SetFile:
                _file = code.Unsigned();
                break;
            case AddConstant:
                Advance((ulong)((byte.MaxValue - header.OpcodeBase) / header.LineRange));
                break;
            case AddFixed:
                _offset += code.Number(sizeof(ushort));
                break;
            default:
                for (int i = 0; i < header.Operands[opcode - 1]; i++)
                {
                    _ = code.Unsigned();
                }

                break;
        }
    }

    private void StepExtended()
    {
        ulong length = code.Unsigned();
        int start = code.Position;
        switch (length == 0 ? (byte)0 : code.Byte())
        {
            case EndOfSequence:
                AddRow(isEnd: true);
                (_section, _offset, _least, _line, _file, _isOpen) = (null, 0, 0, 1, 1, false);
                break;
            case SetAddress:
                SetPlace(references.TargetAt(code.Position));
                _isWrong |= length != AddressSize + 1;
                break;
            default:
                break;
        }

        code.Skip(length - Math.Min(length, (ulong)(code.Position - start)));
    }

    /// <summary>Without a relocation the code is none of this object's; rows of it go nowhere.</summary>
    private void SetPlace((int Section, ulong Offset)? place)
    {
        _isWrong |= _isOpen && place?.Section != _section;
        (_section, _offset) = (place?.Section, place?.Offset ?? 0);
    }

    private void Advance(ulong steps) => _offset += steps * header.Step;

    private void AddRow(bool isEnd)
    {
        _isOpen = true;
        if (_section is not { } section)
        {
            return;
        }

        bool isInside = _offset >= _least && _offset <= (ulong)references.SizeOf(section);
        bool isNamed = _file < (ulong)header.Files.Length && _line is >= 0 and <= int.MaxValue;
        _isWrong |= !isInside || !isNamed
            || !rows.TryAdd(LineRow.KeyOf(section, _offset, isEnd), (int)_file, (int)_line);
        _least = _offset;
    }
}
