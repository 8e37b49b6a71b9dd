using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MsrSpec.Mutation.Sites;

/// <summary>
/// Draws mutants by their names alone, so that a change elsewhere does not change who is drawn but by a place.
/// </summary>
internal static class Sampling
{
    /// <summary>Some mutants, in the order of their numbers.</summary>
    /// <param name="mutants">All of them.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<Mutant> Draw(IEnumerable<Mutant> mutants, long count, ulong seed) =>
        mutants.OrderBy(mutant => Lot(mutant.Name, seed)).Take((int)Math.Min(count, int.MaxValue))
            .OrderBy(mutant => mutant.Number);

    private static ulong Lot(string name, ulong seed) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {name}"))));
}
