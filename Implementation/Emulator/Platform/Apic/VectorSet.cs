using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>A set of vectors: a bit for each of the 256.</summary>
[InlineArray(Words)]
public struct VectorSet
{
    /// <summary>The number of a vector that is none.</summary>
    public const int None = -1;

    private const int Words = 8;

    private uint _first;

    /// <summary>The highest vector in the set, or <see cref="None"/>.</summary>
    public readonly int Highest
    {
        get
        {
            for (int word = Words; word-- > 0;)
            {
                if (this[word] != 0)
                {
                    return (word * 32) + BitOperations.Log2(this[word]);
                }
            }

            return None;
        }
    }

    /// <summary>Whether a vector is in the set.</summary>
    /// <param name="vector">The vector.</param>
    public readonly bool Has(int vector) => (this[vector >> 5] >> (vector & 31) & 1) != 0;

    /// <summary>Puts a vector in.</summary>
    /// <param name="vector">The vector.</param>
    public void Add(int vector) => this[vector >> 5] |= 1u << (vector & 31);

    /// <summary>Takes a vector out.</summary>
    /// <param name="vector">The vector.</param>
    public void Remove(int vector) => this[vector >> 5] &= ~(1u << (vector & 31));
}
