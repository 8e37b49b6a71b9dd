using System.Buffers.Binary;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The target <c>filter</c> passes the right filter, reads both layouts, and reports wrong filters.</summary>
public sealed class FilterTargetTests
{
    private static readonly byte[] Bits = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    public static TheoryData<string, byte[]> Wrong { get; } = new()
    {
        { "filter-decides-the-x2apic", Input(0, 0, (1, 1, 0x800), new byte[8]) },
        { "denying-nothing-allows-all", Input(0, 1, (0, 0, 0), []) },
        { "flags-judged-behind-the-copy", Input(0, 0, (4, 1, 0), []) },
        { "unknown-filter-flags-taken", Input(1, 2, (1, 1, 0), Bits) },
        { "compat-call-unknown", Input(1, 0, (1, 1, 0), Bits) },
        { "default-turns-the-bits", Input(0, 0, (1, 1, 0x10), new byte[8]) },
        { "filter-end-inclusive", Input(0, 1, (1, 63, 0x10), Bits) },
        { "wrapping-range-saturates", Input(0, 1, (3, 2, uint.MaxValue), Bits) },
        { "filter-directions-ignored", Input(0, 1, (2, 1, 0x10), Bits) },
        { "empty-slot-judged", Input(0, 0, (4, 0, 0), []) },
    };

    [Fact]
    public void The_filter_passes_every_kind_of_input()
    {
        FilterTarget target = new();
        Assert.Null(target.Run([]));
        Assert.Null(target.Run(new byte[4096]));
        foreach (byte head in new byte[] { 0, 1, 2, 3 })
        {
            foreach (int length in new[] { 0, 4, 8, 259, 260, 391, 392 })
            {
                Assert.Null(target.Run([head, .. new byte[length]]));
            }

            Assert.All(Wrong, row => Assert.Null(target.Run([head, .. row.Data.Item2.AsSpan(1)])));
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_filter_is_reported(string what, byte[] input) =>
        Assert.NotNull(new FilterTarget(() => MutantTable.Find(what)!.Create()).Run(input));

    [Fact]
    public void An_input_is_explained_as_commands_in_either_layout()
    {
        foreach (byte head in new byte[] { 2, 3 })
        {
            Trace trace = new FilterTarget().Explain(Input(head, 1, (3, 64, 0xC0000080), Bits)).Trace!;
            string[] lines = [.. trace.Steps.Select(step => CommandPrinter.Print(step.Command))];
            Assert.Equal("fail-next-allocation", lines[0]);
            Assert.Equal("filter-slot flags=read|write nmsrs=64 base=0xc0000080 bits=0-63", lines[1]);
            string caller = head == 3 ? " compat" : string.Empty;
            Assert.Equal($"ioctl set-filter default=deny{caller}", lines[1 + FilterLayout.Slots]);
            Assert.Equal("decision write 0xffffffff", lines[^1]);
            Assert.Equal((TraceEnd.Agreement, "linux-6.1"), (trace.End, trace.Reference));
        }
    }

    private static byte[] Input(byte head, uint flags, (uint Flags, uint Count, uint Base) slot, byte[] bitmap)
    {
        bool isCompat = (head & 1) != 0;
        byte[] bytes = new byte[isCompat ? FilterLayout.CompatSize : FilterLayout.NativeSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, flags);
        Span<byte> range = bytes.AsSpan(isCompat ? FilterLayout.CompatRanges : FilterLayout.NativeRanges);
        BinaryPrimitives.WriteUInt32LittleEndian(range, slot.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(range[4..], slot.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(range[8..], slot.Base);
        return [head, .. bytes, .. bitmap];
    }
}
