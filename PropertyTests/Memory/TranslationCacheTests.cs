using MsrSpec.Implementation.Emulator.Memory;
using Xunit;
using static MsrSpec.PropertyTests.Memory.LinearMemoryRig;

namespace MsrSpec.PropertyTests.Memory;

public sealed class TranslationCacheTests
{
    private const ulong Elsewhere = 0x2_0000;
    private const PagingOptions Globals = PagingOptions.GlobalPages;

    private readonly LinearMemoryRig _rig = new();

    public TranslationCacheTests()
    {
        _rig.Ram.Write(Data, 1UL);
        _rig.Ram.Write(Elsewhere, 2UL);
    }

    [Fact]
    public void A_cached_translation_is_kept_until_INVLPG_of_any_address_of_its_page()
    {
        _rig.Use();
        Assert.Equal(1UL, _rig.Read(Data));
        _rig.Map(Data, Elsewhere | AllRights);
        Assert.Equal(1UL, _rig.Read(Data));

        _rig.Linear.Invalidate(Data + 0x1000);
        Assert.Equal(1UL, _rig.Read(Data));

        _rig.Linear.Invalidate(Data + 0xFFF);
        Assert.Equal(2UL, _rig.Read(Data));
    }

    [Theory]
    [InlineData((int)PagingOptions.None, 0UL, 2UL)]
    [InlineData((int)PagingOptions.None, Global, 2UL)]
    [InlineData((int)Globals, 0UL, 2UL)]
    [InlineData((int)Globals, Global, 1UL)]
    public void A_global_page_outlives_a_load_of_CR3_when_CR4_PGE_is_set(int options, ulong bits, ulong expected)
    {
        _rig.Map(Data, Data | AllRights | bits);
        _rig.Use((PagingOptions)options);
        _ = _rig.Read(Data);
        _rig.Map(Data, Elsewhere | AllRights);

        _rig.Linear.FlushNonGlobal();
        Assert.Equal(expected, _rig.Read(Data));

        _rig.Map(Data, Data | AllRights | bits);
        _rig.Linear.FlushTranslations();
        _ = _rig.Read(Data);
        _rig.Map(Data, Elsewhere | AllRights);
        _rig.Use((PagingOptions)options, OtherRoot);
        Assert.Equal(expected, _rig.Read(Data));
    }

    [Fact]
    public void A_global_page_outlives_neither_INVLPG_nor_a_change_of_CR4_nor_a_full_flush()
    {
        Action[] flushes =
        [
            () => _rig.Linear.Invalidate(Data),
            () => _rig.Use(Globals | PagingOptions.ExecutionPrevention),
            _rig.Linear.FlushTranslations,
        ];
        foreach (Action flush in flushes)
        {
            _rig.Use(Globals);
            _rig.Map(Data, Data | AllRights | Global);
            _rig.Linear.FlushTranslations();
            Assert.Equal(1UL, _rig.Read(Data));
            _rig.Map(Data, Elsewhere | AllRights);

            flush();
            Assert.Equal(2UL, _rig.Read(Data));
        }
    }

    [Fact]
    public void INVLPG_of_a_large_page_drops_all_of_it()
    {
        const ulong directory = Root + 0x2000;
        _rig.Ram.Write(directory, AllRights | 0x80);
        _rig.Use();
        _ = _rig.Read(Data);
        _ = _rig.Read(Elsewhere);
        _rig.Ram.Write(directory, Table | AllRights);
        _rig.Map(Data, 0);
        _rig.Map(Elsewhere, 0);
        Assert.Equal((1UL, 2UL), (_rig.Read(Data), _rig.Read(Elsewhere)));

        _rig.Linear.Invalidate(0x5000);
        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfRead(Data));
        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfRead(Elsewhere));
    }

    [Fact]
    public void Translations_outlive_a_time_without_paging_and_many_flushes_leave_none()
    {
        _rig.Use();
        _ = _rig.Read(Data);
        _rig.Linear.Use(default, is64Bit: false, user: false, liftsGuard: false);
        Assert.Equal(2UL, _rig.Read(Elsewhere));
        _rig.Map(Data, Elsewhere | AllRights);
        _rig.Use();
        Assert.Equal(1UL, _rig.Read(Data));

        for (int i = 0; i < 5000; i++)
        {
            _rig.Linear.FlushTranslations();
            _rig.Map(Data, (i % 2 == 0 ? Data : Elsewhere) | AllRights);
            Assert.Equal(i % 2 == 0 ? 1UL : 2UL, _rig.Read(Data));
        }
    }

    [Fact]
    public void What_the_kernel_has_cached_is_not_the_users()
    {
        _rig.Map(Data, Data | Present | Writable);
        _rig.Use();
        Assert.Equal(1UL, _rig.Read(Data));
        _rig.Use(user: true);

        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfRead(Data));
        Assert.True(_rig.Linear.TryReadSystem(Data, out ulong _));
    }

    [Fact]
    public void SMAP_is_lifted_by_AC_for_what_instructions_do_and_not_for_the_system()
    {
        _rig.Use(PagingOptions.AccessPrevention, liftsGuard: true);
        Assert.Equal(TranslationStatus.Done, _rig.StatusOfRead(Data));
        Assert.False(_rig.Linear.TryReadSystem(Data, out byte _));
        Assert.True(_rig.Linear.TryWrite(Data + 0x100, user: false, (byte)1));

        _rig.Use(PagingOptions.AccessPrevention, liftsGuard: false);
        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfRead(Data));
        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfWrite(Data, (byte)1));
        Assert.False(_rig.Linear.TryWrite(Data + 0x100, user: false, (byte)1));
        Assert.True(_rig.Linear.TryFetch(Data, out ulong _));

        _rig.Use(PagingOptions.AccessPrevention, user: true);
        Assert.Equal(TranslationStatus.Done, _rig.StatusOfRead(Data));
    }

    [Fact]
    public void SMEP_keeps_the_supervisor_from_executing_user_pages()
    {
        _rig.Use(PagingOptions.ExecutionPrevention);
        Assert.False(_rig.Linear.TryFetch(Data, out ulong _));
        Assert.Equal(PageFaultBits.Present | PageFaultBits.Fetch, _rig.Linear.PageFaultCode);
        _rig.Use(PagingOptions.ExecutionPrevention, user: true);
        Assert.True(_rig.Linear.TryFetch(Data, out ulong physical));
        Assert.Equal(Data, physical);
    }

    [Theory]
    [InlineData(0x0000_8000_0000_0000UL)]
    [InlineData(0x0000_7FFF_FFFF_FFF9UL)]
    [InlineData(0xFFFF_7FFF_FFFF_FFFFUL)]
    public void An_address_that_is_not_canonical_is_refused_as_such(ulong address)
    {
        _rig.Use();
        Assert.Equal(ulong.MaxValue, _rig.Read(address));
        Assert.Equal(TranslationStatus.NotCanonical, _rig.Linear.Refusal);
    }

    [Fact]
    public void An_access_across_pages_takes_each_part_from_its_page_or_changes_nothing()
    {
        _rig.Map(Data + 0x1000, Elsewhere | AllRights);
        _rig.Use();
        Assert.Equal(TranslationStatus.Done, _rig.StatusOfWrite(Data + 0xFFD, 0x1122_3344_5566_7788UL));
        Assert.Equal(0x66_7788UL, _rig.Ram.Read<uint>(Data + 0xFFD) & 0xFF_FFFF);
        Assert.Equal(0x11_2233_4455UL, _rig.Ram.Read<ulong>(Elsewhere));
        Assert.Equal(0x1122_3344_5566_7788UL, _rig.Read(Data + 0xFFD));

        _rig.Map(Data + 0x1000, 0);
        _rig.Linear.Invalidate(Data + 0x1000);
        Assert.Equal(TranslationStatus.PageFault, _rig.StatusOfWrite(Data + 0xFFD, 0UL));
        Assert.Equal(Data + 0x1000, _rig.Linear.RefusedAddress);
        Assert.Equal(0x88, _rig.Ram.Read<byte>(Data + 0xFFD));
    }
}
