namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Random numbers that a seed decides on every machine: SplitMix64.</summary>
/// <param name="seed">The seed.</param>
internal sealed class RandomStream(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to below a bound.</summary>
    /// <param name="bound">1 or more.</param>
    public int Below(int bound) => (int)(((Next() >> 32) * (uint)bound) >> 32);

    /// <summary>A byte.</summary>
    public byte NextByte() => (byte)(Next() >> 56);

    /// <summary>True one time in so many.</summary>
    public bool OneIn(int count) => Below(count) == 0;
}
