using MsrSpec.Spec.Abi;

namespace MsrSpec.Fuzz;

/// <summary>Words that inputs are made of: the edges of the ABI, little endian.</summary>
internal static class FuzzDictionary
{
    /// <summary>The words.</summary>
    public static IReadOnlyList<byte[]> Words { get; } =
    [
        .. new uint[]
        {
            0, 1, 2, 3, 4, 63, 64, 65, Msr.Efer, AllowlistLayout.MaxCount - 1, AllowlistLayout.MaxCount,
            AllowlistLayout.MaxCount + 1, int.MaxValue, 0x80000000, uint.MaxValue - 1, uint.MaxValue,
        }.Select(BitConverter.GetBytes),
        .. new ulong[] { 0, 1, 2, ulong.MaxValue }.Select(BitConverter.GetBytes),
    ];
}
