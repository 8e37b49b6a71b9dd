using MsrSpec.Checker.Exploring;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The exhaustive search takes two states for one only if nothing differs.</summary>
public sealed class VmStateEqualityTests
{
    private static readonly AllowlistRange Range = new(AccessFlags.Read, 0x10, 1, [1, 0, 0, 0, 0, 0, 0, 0]);

    private static readonly VmState Base = VmState.Fresh with { Slots = [Range] };

    private static readonly VmState[] Others =
    [
        VmState.Fresh,
        Base with { LockHeld = true },
        Base with { LiveAllocations = 1 },
        Base with { Failure = AllocationFailure.Armed },
        Base with { ArgumentChanges = true },
        Base with { UserSpaceMsr = true },
        Base with { Slots = [Range with { Flags = AccessFlags.Write }] },
        Base with { Slots = [Range with { Base = 0x11 }] },
        Base with { Slots = [Range with { Count = 2 }] },
        Base with { Slots = [Range with { Bitmap = [2, 0, 0, 0, 0, 0, 0, 0] }] },
        Base with { Slots = [Range, Range] },
        Base with { Vcpus = Base.Vcpus.With(0, Base.Vcpus.First.WithEfer(Base.Vcpus.First.Efer ^ 1)) },
        Base with { Vcpus = Base.Vcpus.With(1, Base.Vcpus.Second.WithEfer(Base.Vcpus.Second.Efer ^ 1)) },
        Base with { Vcpus = Base.Vcpus.With(0, Base.Vcpus.First.WithMsr(0, Base.Vcpus.First.Value(0) ^ 1)) },
        Base with { Vcpus = Base.Vcpus.With(1, Base.Vcpus.Second.WithMsr(0, Base.Vcpus.Second.Value(0) ^ 1)) },
    ];

    [Fact]
    public void States_that_differ_in_one_thing_are_two() => Assert.All(
        Others, other => Assert.False(VmStateEquality.Instance.Equals(Base, other)));

    [Fact]
    public void A_state_that_was_made_again_is_the_same_and_has_the_same_hash()
    {
        VmState again = VmState.Fresh with { Slots = [Range with { Bitmap = [.. Range.Bitmap] }] };
        Assert.NotSame(Base, again);
        Assert.True(VmStateEquality.Instance.Equals(Base, again));
        Assert.Equal(VmStateEquality.Instance.GetHashCode(Base), VmStateEquality.Instance.GetHashCode(again));
    }

    [Fact]
    public void No_state_is_equal_to_none()
    {
        Assert.False(VmStateEquality.Instance.Equals(Base, null));
        Assert.False(VmStateEquality.Instance.Equals(null, Base));
        Assert.True(VmStateEquality.Instance.Equals(null, null));
    }

    [Fact]
    public void The_small_scope_accesses_a_register_of_a_range_and_the_next() => Assert.Equal(
        [Msr.SysenterCs, Msr.SysenterCs + 1],
        Scopes.Small.Alphabet.OfType<Command.Guest>().Select(command => command.Access.Index).Distinct());
}
