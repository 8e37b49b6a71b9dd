namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>
/// Keeps the arrays of decision tables that nobody reads any more, for the next VM. Arrays come in five sizes, so that
/// one fits many tables; a lookup does not care how long its array is.
/// </summary>
internal sealed class NodePool
{
    private const int SmallestSize = 4;
    private const int Kept = 16;

    private readonly Stack<byte[]>[] _free = [new(), new(), new(), new(), new()];

    /// <summary>An array of at least so many bytes: its first node is zero, the others hold anything.</summary>
    public byte[] Rent(int bytes, int nodeSize)
    {
        for (int size = 0; size < _free.Length; size++)
        {
            int length = nodeSize * (SmallestSize << size);
            if (bytes <= length)
            {
                return _free[size].TryPop(out byte[]? array) ? array : Allocate(length, nodeSize);
            }
        }

        return Allocate(bytes, nodeSize);
    }

    /// <summary>Takes an array back, whose first node is still zero; its reader must be gone.</summary>
    public void Return(byte[] array, int nodeSize)
    {
        for (int size = 0; size < _free.Length; size++)
        {
            if (array.Length == nodeSize * (SmallestSize << size) && _free[size].Count < Kept)
            {
                _free[size].Push(array);
            }
        }
    }

    private static byte[] Allocate(int bytes, int nodeSize)
    {
        byte[] array = GC.AllocateUninitializedArray<byte>(bytes);
        array.AsSpan(0, nodeSize).Clear();
        return array;
    }
}
