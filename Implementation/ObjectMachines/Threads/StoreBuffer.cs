namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>What a thread has stored and others do not see yet, the oldest first (Intel SDM, volume 3, 12.10).
/// </summary>
internal sealed class StoreBuffer
{
    private readonly List<(ulong Address, byte[] Bytes)> _stores = [];

    /// <summary>Whether everybody sees everything.</summary>
    public bool IsEmpty => _stores.Count == 0;

    /// <summary>The oldest store.</summary>
    public (ulong Address, byte[] Bytes) Oldest => _stores[0];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _stores.Clear();

    /// <summary>Adds a store.</summary>
    public void Add(ulong address, byte[] bytes) => _stores.Add((address, bytes));

    /// <summary>Takes the oldest store out.</summary>
    public void RemoveOldest() => _stores.RemoveAt(0);

    /// <summary>Puts over bytes of memory what the thread itself has stored there.</summary>
    /// <param name="address">Where the bytes are.</param>
    /// <param name="bytes">What memory holds there.</param>
    public void Forward(ulong address, Span<byte> bytes)
    {
        foreach ((ulong stored, byte[] value) in _stores)
        {
            for (int i = 0; i < value.Length; i++)
            {
                ulong at = stored + (ulong)i - address;
                if (at < (ulong)bytes.Length)
                {
                    bytes[(int)at] = value[i];
                }
            }
        }
    }
}
