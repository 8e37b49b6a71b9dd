using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// The values that a field may have, by their numbers; 0 is the simplest one. Some have a short code too, which makes
/// edges out of few bits: the fuzzer and the generator choose among those.
/// </summary>
public abstract class Domain
{
    private protected Domain(DomainKind kind, int width, int codeWidth, ulong plainCodes)
    {
        Kind = kind;
        Width = width;
        CodeWidth = codeWidth;
        PlainCodes = plainCodes;
    }

    /// <summary>What a field of this domain holds.</summary>
    public DomainKind Kind { get; }

    /// <summary>The bits that hold each of its numbers, 1 to 64.</summary>
    public int Width { get; }

    /// <summary>The bits of a short code.</summary>
    public int CodeWidth { get; }

    /// <summary>
    /// The numbers below this one are their own codes, so that most fields of most commands need no translation.
    /// </summary>
    public ulong PlainCodes { get; }

    /// <summary>The largest number of <see cref="Width"/> bits.</summary>
    public ulong Max => ulong.MaxValue >> (64 - Width);

    /// <summary>
    /// Whether a value is a place in the index space, which may move together with its neighbours; a register's name
    /// stands for one too.
    /// </summary>
    public virtual bool IsMovable => false;

    /// <summary>Whether a lower number is a simpler value all the way down, so that bisection makes sense.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>The number of a short code; every code has one, and its surplus bits do not count.</summary>
    public abstract ulong FromCode(ulong code);

    /// <summary>The smallest short code of a number, if it has one.</summary>
    public abstract bool TryCode(ulong number, out ulong code);

    /// <summary>The number that any bits stand for: their own, if it is one of the domain.</summary>
    public virtual ulong FromBits(ulong bits) => bits & Max;

    /// <summary>Whether a value of this number has bytes that count.</summary>
    public virtual bool HasBytes(ulong number) => false;

    /// <summary>
    /// Values that are simpler than one and worth a try, simplest first; where <see cref="IsOrdered"/>, not those that
    /// bisection finds.
    /// </summary>
    public abstract IEnumerable<FieldValue> Simpler(FieldValue value);

    /// <summary>Writes a number, in hexadecimal unless the domain says otherwise.</summary>
    internal virtual string Print(ulong number) => Invariant($"0x{number:x}");

    /// <summary>Reads a number; 0 after an error.</summary>
    /// <param name="cursor">Where from; keeps the error.</param>
    /// <param name="meaning">What is expected.</param>
    /// <param name="isOptional">Whether it may be missing, which means 0.</param>
    internal virtual ulong Parse(Cursor cursor, string meaning, bool isOptional) => cursor.Number(meaning, Max);

    /// <summary>Those of some numbers that are lower than one.</summary>
    private protected static IEnumerable<FieldValue> Below(ulong number, params IEnumerable<ulong> candidates) =>
        candidates.Where(candidate => candidate < number).Select(candidate => new FieldValue(candidate));
}
