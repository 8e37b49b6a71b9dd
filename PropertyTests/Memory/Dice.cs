namespace MsrSpec.PropertyTests.Memory;

/// <summary>Numbers that follow from a seed.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed * 0x9E37_79B9_7F4A_7C15;

    internal ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }

    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>True once in so many times.</summary>
    internal bool OneIn(int times) => Below(times) == 0;
}
