using System.Runtime.InteropServices;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Probing;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// The segments of 32-bit and 16-bit code, one pair for each arena and width, in the local descriptor table that
/// Linux keeps for the process.
/// </summary>
internal static unsafe class LocalDescriptors
{
    private const nint ModifyLdt = 154;
    private const nint Write = 0x11;
    private const uint Big = 1;
    private const uint Code = 2 << 1;
    private const uint Usable = 1 << 6;
    private const int LocalUserSelector = 7;

    /// <summary>The selector of a code segment.</summary>
    internal static ushort CodeOf(int bits, int arena) => SelectorOf(EntryOf(bits, arena));

    /// <summary>The selector of a data segment.</summary>
    internal static ushort DataOf(int bits, int arena) => SelectorOf(EntryOf(bits, arena) + 1);

    /// <summary>
    /// Asks Linux for the segments of a width; says why not when it refuses, or when the processor does not see what
    /// Linux says that it has installed.
    /// </summary>
    internal static string? Install(int bits)
    {
        uint width = bits == 32 ? Big : 0;
        for (int arena = 0; arena < Arena.Count; arena++)
        {
            int entry = EntryOf(bits, arena);
            if (!TryInstall(entry, arena, width | Code | Usable) || !TryInstall(entry + 1, arena, width | Usable))
            {
                return $"Linux refuses {bits}-bit segments (modify_ldt: error {Marshal.GetLastPInvokeError()})";
            }
        }

        return WhyUnseen(bits);
    }

    private static string? WhyUnseen(int bits)
    {
        for (int arena = 0; arena < Arena.Count; arena++)
        {
            ushort code = CodeOf(bits, arena);
            ushort data = DataOf(bits, arena);
            if (!SelectorQuery.IsCode(code, bits) || !SelectorQuery.IsData(data, bits))
            {
                return $"Linux says that it has installed {bits}-bit segments (modify_ldt: success), but the processor"
                    + $" does not see them (LAR, VERR or VERW of selectors 0x{code:X} and 0x{data:X})";
            }
        }

        return null;
    }

    private static int EntryOf(int bits, int arena) => (arena * 4) + (bits == 32 ? 0 : 2);

    private static ushort SelectorOf(int entry) => (ushort)((entry << 3) | LocalUserSelector);

    private static bool TryInstall(int entry, int arena, uint attributes)
    {
        if (SimulatedMachine.Current == Simulation.NoLocalDescriptors)
        {
            return true;
        }

        uint* descriptor = stackalloc uint[4]
        {
            (uint)entry, (uint)Arena.BaseOf(arena), Arena.Size - 1, attributes,
        };
        return NativeMethods.SystemCall(ModifyLdt, Write, (nint)descriptor, 4 * sizeof(uint)) == 0;
    }
}
