using MsrSpec.Implementation.Emulator.Memory;
using Xunit;

namespace MsrSpec.PropertyTests.Memory;

public sealed class PagingWalkTests
{
    private const int Pages = 8;
    private const int Ram = Pages * GuestMemory.PageSize;
    private const int Present = 1, Writable = 2, User = 4, Accessed = 0x20, Dirty = 0x40, Large = 0x80;

    [Theory]
    [InlineData((int)PagingFormat.Legacy32, 40_000)]
    [InlineData((int)PagingFormat.Pae, 40_000)]
    [InlineData((int)PagingFormat.FourLevel, 80_000)]
    public void A_walk_ends_as_the_reference_says_and_marks_the_entries_that_it_says(int format, int walks)
    {
        var dice = new Dice((ulong)format);
        var memory = new GuestMemory(Ram);
        var paging = new Paging(memory, hasOpenBus: false);
        var expected = new byte[Ram];
        var actual = new byte[Ram];
        int faults = 0;
        for (int i = 0; i < walks; i++)
        {
            if (i % 100 == 0)
            {
                FillWithEntries(memory, dice, (PagingFormat)format);
                memory.Read(0, expected);
            }

            var context = new PagingContext((PagingFormat)format, (ulong)dice.Below(Pages) << 12, Options(dice));
            _ = paging.Use(context);
            if (context.Format == PagingFormat.Pae)
            {
                PutGoodPointers(memory, dice, context.Root);
                memory.Read(0, expected);
                Assert.True(paging.TryLoadPointers(context.Root));
            }

            ulong linear = dice.Next();
            linear = context.Format == PagingFormat.FourLevel ? (ulong)((long)(linear << 16) >> 16) : (uint)linear;
            var kind = (AccessKind)dice.Below(3);
            var by = (AccessClass)dice.Below(3);
            PageDirectoryPointers pointers = paging.PointerState.Pointers;
            var reference = new ReferenceWalk(expected, context, [.. (ReadOnlySpan<ulong>)pointers]);
            reference.Run(linear, kind, by);

            TranslationStatus status = paging.Walk(linear, kind, by, out Translation found);
            memory.Read(0, actual);
            Assert.Equal(StatusOf(reference), status);
            Assert.True(expected.AsSpan().SequenceEqual(actual));
            if (status == TranslationStatus.PageFault)
            {
                faults++;
                Assert.Equal(reference.Code, paging.FaultCode);
            }
            else if (status == TranslationStatus.Done)
            {
                Assert.Equal((reference.Physical, reference.IsGlobal), (found.Physical, found.IsGlobal));
            }
        }

        Assert.InRange(faults, walks / 10, walks * 9 / 10);
    }

    [Theory]
    [InlineData(0UL, true)]
    [InlineData(0x1FFEUL, true)]          // not present: nothing is reserved
    [InlineData(0x1E19UL, true)]          // PWT, PCD and the ignored bits
    [InlineData(0x1003UL, false)]
    [InlineData(0x1005UL, false)]
    [InlineData(0x1021UL, false)]
    [InlineData(0x1081UL, false)]
    [InlineData(0x1101UL, false)]
    [InlineData(0x8000_0000_0000_1001UL, false)]
    [InlineData(0x0000_0100_0000_1001UL, false)]
    public void A_page_directory_pointer_is_refused_for_its_reserved_bits(ulong entry, bool isGood)
    {
        var memory = new GuestMemory(Ram);
        var paging = new Paging(memory, hasOpenBus: false);
        memory.Write(0x1020UL + 16, entry);

        Assert.Equal(isGood, paging.TryLoadPointers(0x1020));
    }

    [Fact]
    public void Pointers_that_are_refused_change_nothing()
    {
        var memory = new GuestMemory(Ram);
        var paging = new Paging(memory, hasOpenBus: false);
        memory.Write(0x1000, 0x2001UL);
        memory.Write(0x1020, 0x3003UL);
        Assert.True(paging.TryLoadPointers(0x1000));
        Assert.False(paging.TryLoadPointers(0x1020));
        Assert.False(paging.TryLoadPointers(Ram));

        Assert.Equal(0x2001UL, paging.PointerState.Pointers[0]);
    }

    [Theory]
    [InlineData(false, (int)TranslationStatus.NoMemory, 0)]
    [InlineData(true, (int)TranslationStatus.PageFault, (int)(PageFaultBits.Present | PageFaultBits.BadEntry))]
    public void Tables_outside_of_RAM_are_all_ones_where_there_are_devices(
        bool hasDevices, int status, int code)
    {
        var paging = new Paging(new GuestMemory(Ram), hasDevices);
        _ = paging.Use(new PagingContext(PagingFormat.FourLevel, Ram, PagingOptions.NoExecute));

        Assert.Equal((TranslationStatus)status, paging.Walk(0x1234, AccessKind.Read, AccessClass.Supervisor, out _));
        Assert.Equal((PageFaultBits)code, paging.FaultCode);
    }

    private static TranslationStatus StatusOf(ReferenceWalk reference) =>
        reference.IsLost ? TranslationStatus.NoMemory
        : reference.IsFault ? TranslationStatus.PageFault : TranslationStatus.Done;

    private static PagingOptions Options(Dice dice) => (PagingOptions)dice.Below(0x200)
        | (dice.OneIn(8) ? PagingOptions.None : PagingOptions.NoExecute | PagingOptions.AttributeTable);

    private static void FillWithEntries(GuestMemory memory, Dice dice, PagingFormat format)
    {
        int size = format == PagingFormat.Legacy32 ? 4 : 8;
        for (ulong address = 0; address < Ram; address += (ulong)size)
        {
            ulong entry = Entry(dice, size == 8);
            if (size == 8)
            {
                memory.Write(address, entry);
            }
            else
            {
                memory.Write(address, (uint)entry);
            }
        }
    }

    private static ulong Entry(Dice dice, bool isWide)
    {
        ulong entry = (dice.Next() & 0xF1E) | ((ulong)dice.Below(Pages) << 12);
        entry |= dice.OneIn(10) ? 0UL : Present;
        entry |= dice.OneIn(4) ? 0UL : Writable | User;
        entry |= (ulong)(dice.Below(4) * Accessed) & (Accessed | Dirty);
        if (dice.OneIn(4))
        {
            entry |= Large;
            entry &= dice.OneIn(4) ? ulong.MaxValue : 0xFFFUL;
            entry |= dice.OneIn(2) ? 0UL : isWide ? dice.Next() & 0xFF_C000_0000 : dice.Next() & 0xFFDF_F000;
        }

        entry |= isWide && dice.OneIn(16) ? 1UL << 63 : 0;
        return entry | (isWide && dice.OneIn(20) ? 1UL << (40 + dice.Below(23)) : 0);
    }

    private static void PutGoodPointers(GuestMemory memory, Dice dice, ulong root)
    {
        for (ulong i = 0; i < 4; i++)
        {
            memory.Write(root + (i * 8), ((ulong)dice.Below(Pages) << 12) | (dice.OneIn(10) ? 0UL : Present));
        }
    }
}
