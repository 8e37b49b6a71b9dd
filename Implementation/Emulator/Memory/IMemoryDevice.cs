namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What answers at physical addresses that are not RAM, and at those that it claims over RAM.</summary>
public interface IMemoryDevice
{
    /// <summary>Whether a page belongs to the device although RAM may lie there.</summary>
    /// <param name="physical">Any address of the page.</param>
    bool Claims(ulong physical);

    /// <summary>Reads; what nothing answers is all ones.</summary>
    /// <param name="physical">The physical address.</param>
    /// <param name="size">The bytes, 1 to 8; the access stays within a page.</param>
    ulong Read(ulong physical, int size);

    /// <summary>Writes; what nothing answers is lost.</summary>
    /// <param name="physical">The physical address.</param>
    /// <param name="size">The bytes, 1 to 8; the access stays within a page.</param>
    /// <param name="value">The value; bits above the size are zero.</param>
    void Write(ulong physical, int size, ulong value);
}
