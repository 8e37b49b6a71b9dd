using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MsrSpec.Mutation.Sites;

/// <summary>
/// Draws by names alone, so that a change elsewhere does not change who is drawn but by a place.
/// </summary>
internal static class Sampling
{
    /// <summary>Some mutants, in the order of their numbers.</summary>
    /// <param name="mutants">All of them.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<Mutant> Draw(IEnumerable<Mutant> mutants, long count, ulong seed) =>
        Draw(mutants, mutant => mutant.Name, count, seed).OrderBy(mutant => mutant.Number);

    /// <summary>Some of whatever has a name, in the order of their lots.</summary>
    /// <param name="all">All of them.</param>
    /// <param name="nameOf">Their names.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<T> Draw<T>(IEnumerable<T> all, Func<T, string> nameOf, long count, ulong seed) =>
        all.OrderBy(one => Lot(nameOf(one), seed)).Take((int)Math.Min(count, int.MaxValue));

    private static ulong Lot(string name, ulong seed) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {name}"))));
}
