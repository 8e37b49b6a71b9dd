using MsrSpec.Implementation.Objects.Space;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

public sealed class KernelSpaceTests
{
    private const ulong Address = LoadedObjects.Heap;
    private const int Page = KernelSpace.PageSize;

    private readonly KernelSpace _space = new(64 * Page);

    [Fact]
    public void Fresh_pages_are_zeros_and_keep_what_is_written()
    {
        Assert.True(_space.TryMap(Address, pages: 2, PageRights.Write));
        byte[] bytes = new byte[2 * Page];
        Assert.Equal(2 * Page, _space.Read(Address, bytes));
        Assert.All(bytes, value => Assert.Equal(0, value));
        new Random(1).NextBytes(bytes);
        Assert.Equal(2 * Page, _space.Write(Address, bytes));
        byte[] read = new byte[2 * Page];
        Assert.Equal(2 * Page, _space.Read(Address, read));
        Assert.Equal(bytes, read);
    }

    [Fact]
    public void Bytes_are_copied_up_to_the_first_page_that_is_not_there()
    {
        Assert.True(_space.TryMap(Address, pages: 1, PageRights.Write));
        Assert.Equal(10, _space.Write(Address + Page - 10, new byte[20]));
        Assert.Equal(10, _space.Read(Address + Page - 10, new byte[20]));
        Assert.Equal(0, _space.Read(Address + Page, new byte[20]));
        Assert.Equal(0, _space.Read(Address - 1, new byte[20]));
    }

    [Fact]
    public void Bytes_are_copied_up_to_the_first_page_that_does_not_allow_what_is_needed()
    {
        Assert.True(_space.TryMap(Address, pages: 1, PageRights.User | PageRights.Write));
        Assert.True(_space.TryMap(Address + Page, pages: 1, PageRights.User));
        Assert.True(_space.TryMap(Address + (2 * Page), pages: 1, PageRights.Write));
        byte[] bytes = new byte[3 * Page];
        Assert.Equal(3 * Page, _space.Read(Address, bytes));
        Assert.Equal(2 * Page, _space.Read(Address, bytes, PageRights.User));
        Assert.Equal(Page, _space.Write(Address, bytes, PageRights.User | PageRights.Write));
    }

    [Fact]
    public void A_page_that_is_taken_away_is_not_there_and_its_frame_comes_back_as_zeros()
    {
        Assert.True(_space.TryMap(Address, pages: 1, PageRights.Write));
        Assert.Equal(1, _space.Write(Address, [1]));
        _space.Unmap(Address, pages: 2);
        Assert.Equal(0, _space.Read(Address, new byte[1]));
        Assert.True(_space.TryMap(Address + Page, pages: 1, PageRights.Write));
        byte[] read = [0xFF];
        Assert.Equal(1, _space.Read(Address + Page, read));
        Assert.Equal(0, read[0]);
    }

    [Fact]
    public void Frames_are_given_out_until_the_RAM_is_used_up()
    {
        const int Tables = 4;
        Assert.True(_space.TryMap(Address, pages: 64 - Tables, PageRights.Write));
        Assert.False(_space.TryMap(Address + (64 * Page), pages: 1, PageRights.Write));
        _space.Unmap(Address, pages: 1);
        Assert.True(_space.TryMap(Address + (64 * Page), pages: 1, PageRights.Write));
    }

    [Fact]
    public void No_page_is_written_and_executed() => Assert.Throws<ArgumentException>(
        () => _space.TryMap(Address, pages: 1, PageRights.Write | PageRights.Execute));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(Page, 1)]
    [InlineData(Page + 1, 2)]
    [InlineData(int.MaxValue, 1 << 19)]
    public void Bytes_take_whole_pages(int bytes, int pages) => Assert.Equal(pages, KernelSpace.PagesOf(bytes));
}
