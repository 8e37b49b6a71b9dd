using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Views and outcomes are compared in place; that must not forget a field.</summary>
public sealed class InPlaceEqualityTests
{
    private static readonly GuestRegisters Registers = new(1, 2, 3, 4);
    private static readonly View Base = new(1, true, 2, true, true, Registers, true, 5, 6);

    public static TheoryData<View> Changed =>
    [
        Base with { SlotsInUse = 9 },
        Base with { LockFree = false },
        Base with { LiveAllocations = 9 },
        Base with { UserSpaceMsr = false },
        Base with { ExitPending = false },
        Base with { Registers = Registers with { Rax = 9 } },
        Base with { Registers = Registers with { Rcx = 9 } },
        Base with { Registers = Registers with { Rdx = 9 } },
        Base with { Registers = Registers with { RipOffset = 9 } },
        Base with { MsrPresent = false },
        Base with { MsrValue = 9 },
        Base with { Decisions = 9 },
        Base with { Unknown = ViewFieldSet.Of(ViewField.Lock) },
    ];

    [Fact]
    public void Equal_views_are_equal_in_place() => Assert.True(View.AreEqual(Base, Base));

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_view_that_differs_in_one_field_is_unequal_in_place(View changed) =>
        Assert.False(View.AreEqual(Base, changed));

    [Fact]
    public void A_view_that_does_not_know_everything_is_unequal_in_place_even_to_itself() => Assert.All(
        Enum.GetValues<ViewField>(),
        field => Assert.False(View.AreEqual(Base.Hiding(ViewFieldSet.Of(field)), Base.Hiding(ViewFieldSet.Of(field)))));

    [Fact]
    public void Every_field_of_a_view_and_of_its_registers_has_a_row()
    {
        int fields = typeof(View).GetProperties().Count(property => property.Name != nameof(View.Registers));
        int registers = typeof(GuestRegisters).GetProperties().Count(property => property.Name != "None");
        Assert.Equal(fields + registers, Changed.Count);
    }

    [Fact]
    public void Outcomes_are_equal_in_place_if_and_only_if_they_are_equal()
    {
        Outcome[] outcomes =
        [
            Outcome.Success, Outcome.Retired, Outcome.Error(Errno.EINVAL), Outcome.Error(Errno.EFAULT),
            Outcome.Value(0), Outcome.Value(1), Faults.GeneralProtection(GuestMode.Real16),
            Faults.GeneralProtection(GuestMode.Long64), Outcome.Exit(ExitReason.ReadMsr, 1, 2),
            Outcome.Exit(ExitReason.ReadMsr, 1, 3), Outcome.Exit(ExitReason.ReadMsr, 2, 2),
            Outcome.Exit(ExitReason.WriteMsr, 1, 2),
        ];
        foreach (Outcome left in outcomes)
        {
            Assert.All(outcomes, right => Assert.Equal(left == right, Outcome.AreEqual(left, right)));
        }
    }
}
