using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>Where a part of an access lies: in RAM, or else at the devices.</summary>
internal readonly unsafe struct PhysicalPage(ulong physical, byte* host)
{
    internal ulong Physical => physical;

    internal bool IsRam => host != null;

    internal void Read(byte* destination, int count, IMemoryDevice? devices)
    {
        if (IsRam)
        {
            Unsafe.CopyBlockUnaligned(destination, host, (uint)count);
            return;
        }

        for (int done = 0; done < count;)
        {
            int size = Math.Min(count - done, sizeof(ulong));
            ulong value = devices!.Read(physical + (ulong)done, size);
            Unsafe.CopyBlockUnaligned(destination + done, &value, (uint)size);
            done += size;
        }
    }

    internal void Write(byte* source, int count, IMemoryDevice? devices)
    {
        if (IsRam)
        {
            Unsafe.CopyBlockUnaligned(host, source, (uint)count);
            return;
        }

        for (int done = 0; done < count;)
        {
            int size = Math.Min(count - done, sizeof(ulong));
            ulong value = 0;
            Unsafe.CopyBlockUnaligned(&value, source + done, (uint)size);
            devices!.Write(physical + (ulong)done, size, value);
            done += size;
        }
    }
}
