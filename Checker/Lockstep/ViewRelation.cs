using System.Diagnostics;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// When two views are equal: field for field. One that a machine leaves unknown is equal to everything where it has
/// declared that it cannot show it, and to nothing elsewhere.
/// </summary>
internal sealed class ViewRelation
{
    private readonly ViewFieldSet _hiddenInExpected;
    private readonly ViewFieldSet _hiddenInActual;

    private ViewRelation(ViewFieldSet hiddenInExpected, ViewFieldSet hiddenInActual)
    {
        _hiddenInExpected = hiddenInExpected;
        _hiddenInActual = hiddenInActual;
    }

    /// <summary>The relation of the views of two machines.</summary>
    /// <param name="reference">The machine that is right.</param>
    /// <param name="subject">The machine that is judged.</param>
    public static ViewRelation Between(IMachine reference, IMachine subject) =>
        new(HiddenBy(reference), HiddenBy(subject));

    /// <summary>
    /// The relation of what a trace records, which either of its machines may have shown, and what is shown now.
    /// </summary>
    /// <param name="reference">The reference of the trace, which shows it now.</param>
    /// <param name="subject">The machine of the trace.</param>
    public static ViewRelation OfRecorded(IMachine reference, IMachine subject) =>
        new(HiddenBy(reference).Union(HiddenBy(subject)), HiddenBy(reference));

    /// <summary>The first difference, or null.</summary>
    /// <param name="expected">The view that is right.</param>
    /// <param name="actual">The view that is judged.</param>
    /// <param name="indices">The observed indices.</param>
    public ViewDifference? Find(in View expected, in View actual, ReadOnlySpan<uint> indices)
    {
        ViewFieldSet undeclared = expected.Unknown.Without(_hiddenInExpected)
            .Union(actual.Unknown.Without(_hiddenInActual));
        ViewFieldSet excused = expected.Unknown.Union(actual.Unknown).Without(undeclared);
        View left = expected.LeavingOut(excused);
        View right = actual.LeavingOut(excused);
        return View.AreEqual(in left, in right)
            ? null
            : ViewDifference.Find(left, right, indices)
                ?? throw new UnreachableException("Views differ, but no field does.");
    }

    private static ViewFieldSet HiddenBy(IMachine machine) =>
        ViewFieldSet.Of(machine.CannotShow.Select(hidden => hidden.Field));
}
