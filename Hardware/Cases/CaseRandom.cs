namespace MsrSpec.Hardware.Cases;

/// <summary>
/// The stream of numbers that everything random comes from: a Weyl sequence whose words are mixed. The vector files
/// rely on it, so it must not change within a version of their format.
/// </summary>
/// <param name="seed">Decides the stream.</param>
internal struct CaseRandom(ulong seed)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    /// <summary>The next word.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>A number below a bound.</summary>
    /// <param name="bound">The bound.</param>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>True once in some times.</summary>
    /// <param name="times">The times.</param>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>The seed of one of the streams that belong to another.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="number">Which part.</param>
    public static ulong Derive(ulong seed, ulong number) => Mix(Mix(seed + Step) ^ (number * Step));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
