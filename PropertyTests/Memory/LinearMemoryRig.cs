using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Memory;

/// <summary>Linear memory over RAM of 1 MiB, with page tables that map it as it lies.</summary>
internal sealed class LinearMemoryRig
{
    internal const ulong Root = 0x1000;
    internal const ulong Table = 0x4000;
    internal const ulong OtherRoot = 0x5000;
    internal const ulong Data = 0x1_0000;
    internal const ulong Present = 1, Writable = 2, User = 4, Global = 0x100;
    internal const ulong AllRights = Present | Writable | User;

    internal LinearMemoryRig(IMemoryDevice? devices = null)
    {
        Linear = new LinearMemory(Ram, devices);
        for (ulong table = Root; table < Table; table += 0x1000)
        {
            Ram.Write(table, (table + 0x1000) | AllRights);
        }

        Ram.Write(OtherRoot, (Root + 0x1000) | AllRights);
        for (ulong page = 0; page < Ram.Size; page += 0x1000)
        {
            Map(page, page | AllRights);
        }
    }

    internal GuestMemory Ram { get; } = new(0x10_0000);

    internal LinearMemory Linear { get; }

    /// <summary>Puts an entry into the tables, which nothing that is cached follows.</summary>
    internal void Map(ulong linear, ulong entry) => Ram.Write(Table + (linear >> 12 << 3), entry);

    internal void Use(
        PagingOptions options = PagingOptions.None, ulong root = Root, bool user = false, bool liftsGuard = false)
    {
        options |= PagingOptions.NoExecute | PagingOptions.AttributeTable;
        Linear.Use(new PagingContext(PagingFormat.FourLevel, root, options), is64Bit: true, user, liftsGuard);
    }

    internal ulong Read(ulong linear) => Linear.TryRead(linear, out ulong value) ? value : ulong.MaxValue;

    /// <summary>What became of a read: done, or why not.</summary>
    internal TranslationStatus StatusOfRead(ulong linear) =>
        Linear.TryRead(linear, out byte _) ? TranslationStatus.Done : Linear.Refusal;

    internal TranslationStatus StatusOfWrite<T>(ulong linear, T value)
        where T : unmanaged => Linear.TryWrite(linear, value) ? TranslationStatus.Done : Linear.Refusal;
}
