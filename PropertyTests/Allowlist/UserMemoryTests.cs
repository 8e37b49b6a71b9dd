using MsrSpec.Implementation.Kernel;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>User memory that another thread writes to while the kernel reads it.</summary>
public sealed class UserMemoryTests
{
    private const uint Changed = 0x12345678;

    private static readonly UserBuffer Argument = AskedRange.Full(AccessFlags.Read, 0x100, 1).Argument;

    private readonly UserMemory _memory = new(new RunningCall());

    public static TheoryData<ArgumentWord> Words => [.. Enum.GetValues<ArgumentWord>()];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_changes_behind_the_read_that_was_asked_for(ArgumentWord word)
    {
        ArgumentChange change = new(word, AfterRead: 2, Changed);
        _memory.ChangeNext(change);
        _memory.Map(Argument);
        uint before = Read(change.Offset);
        Assert.Equal(before, Read(change.Offset));
        Assert.Equal(Changed, Read(change.Offset));
        Assert.Equal(Changed, Read(change.Offset));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Reads_of_other_words_do_not_count(ArgumentWord word)
    {
        ArgumentChange change = new(word, AfterRead: 1, Changed);
        _memory.ChangeNext(change);
        _memory.Map(Argument);
        for (int offset = 0; offset + sizeof(uint) <= Argument.Length; offset += sizeof(uint))
        {
            if (offset != change.Offset)
            {
                _ = Read(offset);
            }
        }

        Assert.NotEqual(Changed, Read(change.Offset));
        Assert.Equal(Changed, Read(change.Offset));
    }

    [Fact]
    public void One_byte_of_a_word_is_a_read_of_it()
    {
        _memory.ChangeNext(new ArgumentChange(ArgumentWord.Base, AfterRead: 1, Changed));
        _memory.Map(Argument);
        _ = _memory.CopyFromUser(stackalloc byte[1], AllowlistLayout.BaseOffset + 3);
        Assert.Equal(Changed, Read(AllowlistLayout.BaseOffset));
    }

    [Fact]
    public void A_word_behind_the_page_edge_stays_out_of_reach()
    {
        UserBuffer cut = new(Argument.Bytes[..(AllowlistLayout.PadOffset + 3)]);
        _memory.ChangeNext(new ArgumentChange(ArgumentWord.Pad, AfterRead: 1, Changed));
        _memory.Map(cut);
        _ = Read(AllowlistLayout.PadOffset);
        Assert.Same(cut, _memory.Mapped);
    }

    [Fact]
    public void A_change_is_for_one_call_and_the_later_of_two_counts()
    {
        _memory.ChangeNext(new ArgumentChange(ArgumentWord.Flags, AfterRead: 1, Value: 7));
        _memory.ChangeNext(new ArgumentChange(ArgumentWord.Count, AfterRead: 1, Changed));
        _memory.Map(Argument);
        _ = _memory.CopyFromUser(stackalloc byte[AllowlistLayout.HeaderSize], 0);
        Assert.Equal(Argument.Header with { Count = Changed }, _memory.Mapped.Header);
        _memory.Map(Argument);
        _ = _memory.CopyFromUser(stackalloc byte[AllowlistLayout.HeaderSize], 0);
        Assert.Equal(Argument, _memory.Mapped);
    }

    [Fact]
    public void A_reset_disarms_a_change()
    {
        _memory.ChangeNext(new ArgumentChange(ArgumentWord.Flags, AfterRead: 1, Changed));
        _memory.Reset();
        _memory.Map(Argument);
        _ = _memory.CopyFromUser(stackalloc byte[AllowlistLayout.HeaderSize], 0);
        Assert.Same(Argument, _memory.Mapped);
    }

    [Fact]
    public void A_read_past_the_page_edge_stays_on_record_until_the_next_call()
    {
        _memory.Map(Argument);
        Assert.Equal((0, false), (_memory.ReadExtent, _memory.Faulted));
        Assert.Equal(1, _memory.CopyFromUser(stackalloc byte[4], Argument.Length - 3));
        Assert.Equal((Argument.Length + 1, true), (_memory.ReadExtent, _memory.Faulted));
        Assert.Equal(0, _memory.CopyFromUser(stackalloc byte[4], 0));
        Assert.Equal((Argument.Length + 1, true), (_memory.ReadExtent, _memory.Faulted));
        _memory.Map(Argument);
        Assert.Equal((0, false), (_memory.ReadExtent, _memory.Faulted));
    }

    private uint Read(int offset)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        _ = _memory.CopyFromUser(word, offset);
        return BitConverter.ToUInt32(word);
    }
}
