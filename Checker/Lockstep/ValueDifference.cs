using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;

namespace MsrSpec.Checker.Lockstep;

/// <summary>In which aspect two values differ that an MSR holds or a command returns.</summary>
internal static class ValueDifference
{
    /// <summary>The mode's bits of EFER and the time have aspects of their own.</summary>
    /// <param name="index">The MSR, or null if the value is not one's.</param>
    /// <param name="bits">The bits that differ.</param>
    /// <param name="other">The aspect of a value that has none of its own.</param>
    public static Aspect Find(uint? index, ulong bits, Aspect other = Aspect.Value) => index switch
    {
        Msr.Efer when bits != 0 && (bits & ~ModeEntry.Bits) == 0 => Aspect.ModeBits,
        Msr.Tsc when bits != 0 => Aspect.Time,
        _ => other,
    };
}
