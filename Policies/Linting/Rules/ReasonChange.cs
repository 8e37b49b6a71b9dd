using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A call that says which failing accesses leave to user space.</summary>
/// <param name="Reasons">Its first argument.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="IsBehindList">Whether ranges or a filter are in force when it is made.</param>
/// <param name="WasDeflecting">Whether what a list denies left to user space before.</param>
internal sealed record ReasonChange(ulong Reasons, LintSource Source, bool IsBehindList, bool WasDeflecting)
{
    /// <summary>The calls of an input, in order.</summary>
    public static IEnumerable<ReasonChange> Of(LintSubject subject)
    {
        uint number = subject.Interface == Interface.Filter ? Capability.LinuxUserSpaceMsr : Capability.UserSpaceMsr;
        bool hasList = false;
        bool hasSlots = false;
        bool isDeflecting = false;
        foreach ((Command command, LintSource source) in subject.Calls)
        {
            switch (command)
            {
                case Command.EnableCapability enable when enable.Capability == number:
                    yield return new ReasonChange(enable.Argument, source, hasList, isDeflecting);
                    isDeflecting = Deflects(enable.Argument, subject.Interface);
                    break;
                case Command.AddAllowlist:
                    hasList = true;
                    break;
                case Command.WriteFilterSlot write:
                    hasSlots |= write.Slot.Count > 0;
                    break;
                case Command.SetFilter set:
                    hasList = hasSlots || (set.Flags & FilterLayout.DefaultDeny) != 0;
                    hasSlots = false;
                    break;
                case Command.DestroyVm:
                    (hasList, hasSlots, isDeflecting) = (false, false, false);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether under some reasons what a list denies leaves to user space.</summary>
    public static bool Deflects(ulong reasons, Interface of) =>
        of == Interface.Filter ? (reasons & (ulong)MsrExitReasons.Filter) != 0 : reasons != 0;
}
