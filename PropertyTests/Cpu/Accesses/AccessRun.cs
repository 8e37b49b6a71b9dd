using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>A run of the program around an access up to its end, in which whoever owns the core completes it.</summary>
/// <param name="atOnce">The most instructions of one run of the core.</param>
/// <param name="detour">What happens while the access waits.</param>
/// <param name="performsFirst">Whether what the access does is done before that, or after.</param>
internal sealed class AccessRun(int atOnce, AccessDetour detour, bool performsFirst)
{
    /// <summary>What there was to see at each time, of a run one by one.</summary>
    internal Dictionary<long, string> Seen { get; } = [];

    /// <summary>Whether the core runs one instruction at a time.</summary>
    internal bool IsOneByOne => atOnce == 1;

    /// <summary>How often the core has left with an access.</summary>
    internal int Exits { get; private set; }

    /// <summary>Runs, and returns the rig that the program has ended on.</summary>
    internal AccessRig ToEnd(AccessRig rig)
    {
        while (rig.Core.Ticks < AccessRig.End)
        {
            CoreExit exit = rig.Core.Run(Math.Min(atOnce, AccessRig.End - rig.Core.Ticks));
            if (exit.Kind is CoreExitKind.MsrRead or CoreExitKind.MsrWrite)
            {
                Exits++;
                rig = Completed(rig);
            }
            else if (exit.Kind is not (CoreExitKind.BudgetExhausted or CoreExitKind.Halt))
            {
                break;
            }

            if (IsOneByOne)
            {
                Seen[rig.Core.Ticks] = rig.Parts;
            }
        }

        return rig;
    }

    private AccessRig Completed(AccessRig rig)
    {
        byte error = performsFirst ? rig.Perform() : (byte)0;
        AccessRig after = Detoured(rig);
        error = performsFirst ? error : after.Perform();
        after.Core.CompleteMsrExit(error, after.Case.Answer.Value);
        return after;
    }

    private AccessRig Detoured(AccessRig rig)
    {
        if (detour == AccessDetour.None)
        {
            return rig;
        }

        (CoreSnapshot core, MemorySnapshot ram) = (rig.Core.TakeSnapshot(), rig.Memory.TakeSnapshot());
        (byte? waiting, bool nonMaskable, int asked) =
            (rig.Interrupts.Waiting, rig.Interrupts.HasNonMaskable, rig.Asked);
        (ulong Address, ulong Value)[] writes = [.. rig.Page.Writes];
        AccessRig after = detour == AccessDetour.Back ? GoneOn(rig) : Other(rig);
        after.Memory.Restore(ram);
        after.Core.Restore(core);
        (after.Interrupts.Waiting, after.Interrupts.HasNonMaskable, after.Asked) = (waiting, nonMaskable, asked);
        after.Interrupts.From = rig.Interrupts.From;
        after.Page.Writes.Clear();
        after.Page.Writes.AddRange(writes);
        return after;
    }

    private static AccessRig GoneOn(AccessRig rig)
    {
        _ = rig.Perform();
        rig.Core.CompleteMsrExit(error: 0, data: 0x55);
        _ = rig.Core.Run(budget: 9);
        return rig;
    }

    /// <summary>A rig that has carried out the like in another mode.</summary>
    private static AccessRig Other(AccessRig rig)
    {
        CoreMode mode = rig.Case.Mode == CoreMode.Long64 ? CoreMode.Protected32 : CoreMode.Long64;
        AccessCase plain = rig.Case with { Mode = mode, Prefixes = "", Breakpoints = 0, Lead = 3 };
        var other = new AccessRig(plain, leaves: true);
        CoreExit exit = other.Core.Run(AccessRig.End);
        return exit.Kind is CoreExitKind.MsrRead or CoreExitKind.MsrWrite ? GoneOn(other) : other;
    }
}
