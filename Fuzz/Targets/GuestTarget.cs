using System.Text;
using Iced.Intel;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Guests;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a guest's code and choose its mode: whatever they are, the core ends in a defined way.
/// </summary>
[GuidedBy("MsrSpec.Implementation.Emulator.Cpu.")]
internal sealed class GuestTarget : IFuzzTarget
{
    /// <summary>Fewer steps than a property grants: most inputs are short, and run in circles after that.</summary>
    private const long Budget = 200;

    private readonly Lazy<HostileGuest> _guest = new(() => new HostileGuest(Budget));

    /// <inheritdoc/>
    public string Name => "guest";

    /// <inheritdoc/>
    public string Summary => "guest code in any mode: a defined end, within the budget of steps";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 256;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input) => _guest.Value.Run(input);

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        HostileMode mode = HostileGuest.ModeOf(input);
        byte[] code = input.Length < 2 ? [] : input[2..].ToArray();
        bool isSmall = mode is HostileMode.Real16 or HostileMode.Protected16 or HostileMode.Virtual8086;
        var decoder = Iced.Intel.Decoder.Create(
            isSmall ? 16 : mode == HostileMode.Long64 ? 64 : 32, new ByteArrayCodeReader(code),
            isSmall ? 0 : HostileTables.Code);
        StringBuilder text = new($"mode {mode}\n");
        NasmFormatter formatter = new();
        StringOutput line = new();
        ulong start = decoder.IP;
        while (decoder.IP - start < (ulong)code.Length)
        {
            Instruction instruction = decoder.Decode();
            int at = (int)(instruction.IP - start);
            int length = Math.Min(Math.Max(instruction.Length, 1), code.Length - at);
            formatter.Format(instruction, line);
            string bytes = Convert.ToHexStringLower(code.AsSpan(at, length));
            text.Append(FormattableString.Invariant($"{instruction.IP:x8}  {bytes,-30}  {line.ToStringAndReset()}\n"));
        }

        return new Explanation(text.ToString());
    }
}
