using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Each thing that kernel code can do wrong is found, and the finding says what it is and where.</summary>
public sealed class PlantedWrongTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const byte Poison = 0x5A;

    private static readonly string[] Flags = ["-fno-inline", "-fstack-protector-strong"];

    private static string Text => File.ReadAllText(Repository.PathOf("PropertyTests/Objects/Wrongs/wrongs.c"));

    /// <summary>The function that does it, what it is, and what the sentence has in it.</summary>
    public static TheoryData<string, string, string> Wrongs { get; } = new()
    {
        { "read_behind", nameof(FindingKind.OutOfBounds), "read of 0 bytes behind object #0 of 24 bytes" },
        { "write_behind", nameof(FindingKind.OutOfBounds), "write of 0 bytes behind object #0 of 24 bytes" },
        { "write_far_behind", nameof(FindingKind.OutOfBounds), "write of 3176 bytes behind object #0" },
        { "write_in_alignment", nameof(FindingKind.OutOfBounds), "write 0 bytes behind object #0 of 17 bytes" },
        { "write_in_front", nameof(FindingKind.OutOfBounds), "write 8 bytes in front of object #0 of 24 bytes" },
        { "read_after_free", nameof(FindingKind.UseAfterFree), "read of byte 0 of object #0 of 24 bytes" },
        { "write_after_free", nameof(FindingKind.UseAfterFree), "write of byte 0 of object #0 of 24 bytes" },
        { "free_twice", nameof(FindingKind.DoubleFree), "freed by free_twice+0x" },
        { "free_inside", nameof(FindingKind.WrongFree), "of byte 8 of object #0" },
        { "free_error_pointer", nameof(FindingKind.WrongFree), "error pointer (-14)" },
        { "free_of_static", nameof(FindingKind.WrongFree), ".bss+0x" },
        { "read_null", nameof(FindingKind.NullPointer), "0x10, a null pointer" },
        { "read_user", nameof(FindingKind.UserAccess), "read of 0x7f0000000000, the user's memory" },
        { "call_user", nameof(FindingKind.UserAccess), "execution of 0x7f0000000000, the user's memory" },
        { "call_data", nameof(FindingKind.ForbiddenAccess), "execution of .bss+0x" },
        { "read_nowhere", nameof(FindingKind.WildAccess), "0xffff900000000008, where nothing is mapped" },
        { "read_not_canonical", nameof(FindingKind.Exception), "exception 13" },
        { "write_constant", nameof(FindingKind.ForbiddenAccess), "write of .rodata+0x" },
        { "lock_while_spinning", nameof(FindingKind.SleepInAtomicContext), "mutex_lock, which may sleep" },
        { "copy_while_spinning", nameof(FindingKind.SleepInAtomicContext), "_copy_from_user, which may sleep" },
        { "allocate_while_spinning", nameof(FindingKind.SleepInAtomicContext), "kmalloc, which may sleep" },
        { "lock_kept", nameof(FindingKind.LockHeldAtReturn), "is held at return, taken by lock_kept+0x" },
        { "spin_lock_kept", nameof(FindingKind.LockHeldAtReturn), "is held at return, taken by spin_lock_kept+0x" },
        { "reader_kept", nameof(FindingKind.LockHeldAtReturn), "is held at return, taken by reader_kept+0x" },
        { "lock_taken_twice", nameof(FindingKind.Deadlock), "since lock_taken_twice+0x" },
        { "wait_for_itself", nameof(FindingKind.Deadlock), "and is one itself, since wait_for_itself+0x" },
        { "unlock_of_free", nameof(FindingKind.UnlockOfFreeLock), "which does not hold it" },
        { "end_of_no_reader", nameof(FindingKind.UnlockOfFreeLock), "which does not hold it" },
        { "endless", nameof(FindingKind.Hang), "no end after 100000 instructions" },
        { "copy_too_much", nameof(FindingKind.OutOfBounds), "write of 0 bytes behind object #0" },
        { "memcpy_too_much", nameof(FindingKind.OutOfBounds), "write of 0 bytes behind object #0" },
        { "memcpy_of_freed", nameof(FindingKind.UseAfterFree), "read of byte 0 of object #0" },
        { "memset_too_much", nameof(FindingKind.OutOfBounds), "write of 0 bytes behind object #0" },
        { "deep", nameof(FindingKind.StackOverflow), "beside the stack" },
        { "smash", nameof(FindingKind.StackCorruption), "the stack's canary is overwritten" },
        { "warns", nameof(FindingKind.Warning), "WARNING at wrongs.c:77" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void It_is_found_with_its_place(string function, string kind, string text) =>
        AssertFound(Load(Poison), function, kind, text);

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void It_is_found_in_what_clang_compiles(string function, string kind, string text) =>
        AssertFound(new ServedObject(compiled.CByClang(Text, Flags), Poison), function, kind, text);

    private static void AssertFound(ServedObject served, string function, string kind, string text)
    {
        CallResult result = served.Call(function);
        Finding finding = result.Finding ?? Assert.Single(served.Services.Log.All);
        Assert.Equal(kind, finding.Kind.ToString());
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        Assert.Contains($"{function}+0x", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_WARN_the_function_goes_on() =>
        Assert.Equal(CallResult.Returned(5), Load(Poison).Call("warns"));

    [Fact]
    public void Nothing_is_found_where_nothing_is_wrong()
    {
        ServedObject served = Load(Poison);
        Assert.Equal(CallResult.Returned(1), served.Call("right"));
        Assert.Empty(served.Services.Log.All);
        Assert.Empty(served.Services.Heap.Live);
        Assert.Equal(0, served.Kernel.Heap.Live);
        Assert.Null(served.Kernel.Call.Oops);
    }

    [Theory]
    [InlineData("order_one", "order_other")]
    [InlineData("wait_under_lock", "lock_under_reader")]
    [InlineData("lock_under_reader", "wait_under_lock")]
    public void Locks_that_are_taken_in_two_orders_are_found_in_the_call_that_makes_the_circle(
        string first, string second)
    {
        ServedObject served = Load(Poison);
        Assert.Equal(CallEnd.Returned, served.Call(first).End);
        Assert.Empty(served.Services.Log.All);
        Assert.Equal(CallEnd.Returned, served.Call(second).End);
        Finding finding = Assert.Single(served.Services.Log.All);
        Assert.Equal(FindingKind.LockOrder, finding.Kind);
        Assert.Contains($"{first}+0x", finding.Text, StringComparison.Ordinal);
        Assert.Contains($"{second}+0x", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_written_is_the_poison_and_differs_between_poisons()
    {
        Assert.Equal(CallResult.Returned(0x5A5A5A5A5A5A5A5A), Load(0x5A).Call("unwritten"));
        Assert.Equal(CallResult.Returned(0xA5A5A5A5A5A5A5A5), Load(0xA5).Call("unwritten"));
    }

    [Theory]
    [InlineData("read_in_front", "8 bytes in front of object #0 of 24 bytes")]
    [InlineData("read_in_alignment", "0 bytes behind object #0 of 17 bytes")]
    public void What_a_page_does_not_refuse_a_KASAN_build_asks_about(string function, string text)
    {
        const string Outline = "--param=asan-instrumentation-with-call-threshold=0";
        Assert.Equal(CallEnd.Returned, Load(Poison).Call(function).End);
        CallResult result = Load(Poison, "-fsanitize=kernel-address", Outline).Call(function);
        Assert.Equal(FindingKind.OutOfBounds, result.Finding!.Kind);
        Assert.Contains(text, result.Text, StringComparison.Ordinal);
        Assert.Contains($"{function}+0x", result.Text, StringComparison.Ordinal);
    }

    private ServedObject Load(byte poison, params string[] flags) =>
        new(compiled.C(Text, [.. Flags, .. flags]), poison);
}
