using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A machine that cannot show everything.</summary>
/// <param name="machine">The one that it is otherwise.</param>
/// <param name="declared">What it says that it cannot show.</param>
/// <param name="show">What it makes of a view.</param>
internal sealed class HidingMachine(IMachine machine, ViewField[] declared, Func<View, View> show)
    : MachineAround(machine)
{
    /// <summary>The reason that it gives.</summary>
    public const string Reason = "It is a test.";

    public override IReadOnlyList<HiddenField> CannotShow =>
        [.. declared.Select(part => new HiddenField(part, Reason))];

    /// <summary>One that leaves fields unknown.</summary>
    public static HidingMachine Of(IMachine machine, ViewField[] declared, params ViewField[] hidden) =>
        new(machine, declared, view => view.Hiding(ViewFieldSet.Of(hidden)));

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices) => show(base.Observe(vcpu, indices));
}
