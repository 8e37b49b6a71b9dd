using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Implementation.Emulator.Platform.Inspection;

/// <summary>Writes instructions as text, in the syntax of the manuals.</summary>
/// <param name="core">The core whose code it is.</param>
public sealed class Disassembler(Core core)
{
    private const int MostBytesBefore = 32;
    private const int LinesBefore = 4;
    private const int LinesBehind = 6;
    private const int WidthOfBytes = 30;

    private readonly CodeWindow _window = new(core);
    private readonly NasmFormatter _formatter = new(new FormatterOptions
    {
        HexPrefix = "0x",
        HexSuffix = null,
        UppercaseHex = false,
        SpaceAfterOperandSeparator = true,
        SmallHexNumbersInDecimal = true,
        ShowSymbolAddress = false,
    });

    /// <summary>The text of an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    public string Format(in Instruction instruction)
    {
        var output = new StringOutput();
        _formatter.Format(in instruction, output);
        return output.ToStringAndReset();
    }

    /// <summary>The text of the instruction at RIP.</summary>
    public string FormatNext() => Format(_window.ReadNext(out _));

    /// <summary>The lines around RIP; the one at RIP is marked.</summary>
    public IEnumerable<string> Around()
    {
        ulong rip = core.Current.Rip;
        foreach (ulong before in Before(rip).TakeLast(LinesBefore))
        {
            yield return Line("   ", before, out _);
        }

        ulong at = rip;
        for (int i = 0; i <= LinesBehind; i++)
        {
            yield return Line(i == 0 ? "=> " : "   ", at, out int length);
            if (length == 0)
            {
                yield break;
            }

            at += (ulong)length;
        }
    }

    /// <summary>
    /// The instructions in front of an address. Nobody can know them for certain; these are the ones of the longest
    /// run that ends there.
    /// </summary>
    private List<ulong> Before(ulong rip)
    {
        for (ulong back = Math.Min(rip, MostBytesBefore); back > 0; back--)
        {
            var found = new List<ulong>();
            ulong at = rip - back;
            while (at < rip)
            {
                Instruction instruction = _window.ReadAt(at, out InstructionBytes bytes);
                if (instruction.IsInvalid)
                {
                    break;
                }

                found.Add(at);
                at += (ulong)bytes.Length;
            }

            if (at == rip)
            {
                return found;
            }
        }

        return [];
    }

    private string Line(string mark, ulong at, out int length)
    {
        Instruction instruction = _window.ReadAt(at, out InstructionBytes bytes);
        length = instruction.IsInvalid ? 0 : bytes.Length;
        string text = bytes.Length == 0 ? "(nothing to fetch)" : Format(in instruction);
        return $"{mark}{at:x8}  {bytes.ToString().PadRight(WidthOfBytes)} {text}";
    }
}
