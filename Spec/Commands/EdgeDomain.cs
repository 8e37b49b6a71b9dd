namespace MsrSpec.Spec.Commands;

/// <summary>Words of 32 bits whose short codes are a list: small numbers first, then edges.</summary>
public sealed class EdgeDomain : Domain
{
    private readonly uint[] _numbers;
    private readonly ulong[] _likely;

    /// <summary>A domain of 32-bit numbers, of which some have short codes.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="codeWidth">The bits of a code; codes behind the list begin again at its start.</param>
    /// <param name="likely">What to try first when a number is made simpler.</param>
    /// <param name="isOrdered">Whether bisection makes sense.</param>
    /// <param name="numbers">The number of each code; the first is 0.</param>
    internal EdgeDomain(
        DomainKind kind, int codeWidth, IEnumerable<uint> likely, bool isOrdered, params uint[] numbers)
        : base(kind, 32, codeWidth, (ulong)numbers.TakeWhile((number, code) => number == code).Count())
    {
        _numbers = numbers;
        _likely = [.. likely.Select(number => (ulong)number)];
        IsOrdered = isOrdered;
    }

    /// <summary>How many codes there are.</summary>
    public uint Codes => (uint)_numbers.Length;

    /// <inheritdoc/>
    public override bool IsOrdered { get; }

    /// <inheritdoc/>
    public override ulong FromCode(ulong code)
    {
        // Most codes are in the list, and a division is the dearest part of decoding one.
        uint known = (uint)code & ((1u << CodeWidth) - 1);
        return _numbers[known < Codes ? known : known % Codes];
    }

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        int index = Array.IndexOf(_numbers, (uint)number);
        code = (ulong)Math.Max(index, 0);
        return index >= 0;
    }

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> Simpler(FieldValue value) => Below(value.Number, _likely);

    /// <summary>The number with the smallest code of which some bytes, from the lowest on, are known.</summary>
    /// <param name="known">The known bytes; the others are zero.</param>
    /// <param name="bytes">How many are known; beyond 0 to 3 it is none or all.</param>
    /// <returns>Such a number; the known bytes alone if none with a code has them.</returns>
    internal uint Complete(uint known, int bytes)
    {
        uint mask = bytes >= sizeof(uint) ? uint.MaxValue : (1u << (8 * Math.Max(0, bytes))) - 1;
        foreach (uint number in _numbers)
        {
            if (((number ^ known) & mask) == 0)
            {
                return number;
            }
        }

        return known;
    }
}
