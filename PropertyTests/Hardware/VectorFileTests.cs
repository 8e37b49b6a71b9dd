using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Vectors;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

public sealed class VectorFileTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        RecordedGroup[] groups = [.. Some()];
        IReadOnlyList<RecordedGroup> read = VectorFile.Read(new MemoryStream(Written(groups)));
        Assert.Equal(groups.Length, read.Count);
        Assert.All(groups.Zip(read), pair =>
        {
            Assert.Equal(pair.First.Group.Code, pair.Second.Group.Code);
            Assert.Equal(pair.First.Group.Instruction, pair.Second.Group.Instruction);
            Assert.Equal(Words(pair.First.Group.Inputs), Words(pair.Second.Group.Inputs));
            Assert.Equal(Words(pair.First.Results), Words(pair.Second.Results));
        });
    }

    [Fact]
    public void A_file_of_something_else_is_refused() =>
        Assert.Throws<FormatException>(() => VectorFile.Read(new MemoryStream([1, 2, 3, 4, 5])));

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Throws<FormatException>(() => VectorFile.Read(new MemoryStream()));

    [Fact]
    public void A_file_that_was_cut_off_is_refused()
    {
        byte[] whole = Written([.. Some()]);
        Assert.Throws<FormatException>(() => VectorFile.Read(new MemoryStream(whole[..(whole.Length / 2)])));
    }

    [Fact]
    public void The_background_of_a_seed_never_changes()
    {
        CaseContext context = default;
        ulong sum = 0;
        for (ulong seed = 0; seed < 1000; seed++)
        {
            Background.Fill(seed, 64, ref context);
            sum = Words([context]).Aggregate(sum, (mixed, word) => (mixed * 31) + word);
        }

        Assert.Equal(13613084484131998970UL, sum);
    }

    private static byte[] Written(IReadOnlyCollection<RecordedGroup> groups)
    {
        using MemoryStream stream = new();
        VectorFile.Write(stream, groups);
        return stream.ToArray();
    }

    /// <summary>Groups with results that no processor gave: every word differs from the input in its own way.</summary>
    private static IEnumerable<RecordedGroup> Some()
    {
        GroupGenerator generator = new(3);
        for (int number = 0; number < 50; number++)
        {
            if (generator.Create(number, size: 5) is { } group)
            {
                CaseContext[] results = [.. group.Inputs];
                for (int index = 0; index < results.Length; index++)
                {
                    results[index].Registers[index] ^= (ulong)number << index;
                    results[index].Window[index * number % WindowBytes.Count] ^= (byte)number;
                    results[index].Flags = (ulong)number;
                    results[index].Landing = (ulong)(index % 3);
                }

                yield return new RecordedGroup(group, results);
            }
        }
    }

    private static ulong[] Words(CaseContext[] contexts)
    {
        List<ulong> words = [];
        foreach (CaseContext context in contexts)
        {
            words.AddRange((ReadOnlySpan<ulong>)context.Registers);
            words.AddRange([context.Flags, context.Landing]);
            words.AddRange(((ReadOnlySpan<byte>)context.Window).ToArray().Select(value => (ulong)value));
        }

        return [.. words];
    }
}
