using System.Diagnostics;
using System.Text;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>The names of the parts of a view, and the texts of what they hold.</summary>
public static class ViewFieldText
{
    /// <summary>The name of a part, as traces write it.</summary>
    public static string Name(ViewField field) => field switch
    {
        ViewField.Lock => Words.LockState.TrimEnd('='),
        ViewField.Allocations => Words.Allocations.TrimEnd('='),
        ViewField.Slots => Words.Slots.TrimEnd('='),
        ViewField.Decisions => Words.Decisions,
        ViewField.Registers => Words.Registers.TrimEnd('='),
        ViewField.Msr => Words.Msr,
        ViewField.ExitPending => Words.ExitState.TrimEnd('='),
        ViewField.UserSpaceMsr => Words.UserSpaceMsr.TrimEnd('='),
    };

    /// <summary>The word for whether the lock is free.</summary>
    public static string Lock(View view) => view.LockFree ? Words.Free : Words.Held;

    /// <summary>The registers: RAX, RCX, RDX and how far RIP has moved.</summary>
    public static string Registers(GuestRegisters registers) => Invariant(
        $"{Words.Rax}0x{registers.Rax:x},{Words.Rcx}0x{registers.Rcx:x},")
        + Invariant($"{Words.Rdx}0x{registers.Rdx:x},{Words.Rip}{registers.RipOffset}");

    /// <summary>
    /// The value of the MSR. One that is absent has none; if a machine gives it one all the same, it is shown.
    /// </summary>
    public static string Msr(View view) => view switch
    {
        { MsrPresent: true } => Invariant($"0x{view.MsrValue:x}"),
        { MsrValue: 0 } => Words.Absent,
        _ => Invariant($"{Words.Absent}:0x{view.MsrValue:x}"),
    };

    /// <summary>The decisions, each with its index.</summary>
    /// <param name="view">The view.</param>
    /// <param name="indices">The observed indices.</param>
    public static string Decisions(View view, ReadOnlySpan<uint> indices)
    {
        bool unknown = view.Unknown.Contains(ViewField.Decisions);
        StringBuilder text = new();
        for (int i = 0; i < indices.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : " ").Append(Invariant($"0x{indices[i]:x}="))
                .Append(unknown ? Words.Unknown : Decision(view.Decisions >> (2 * i) & 3));
        }

        return text.ToString();
    }

    private static string Decision(ulong bits) => bits switch
    {
        0 => Words.None,
        1 => Words.ReadAllowed,
        2 => Words.WriteAllowed,
        3 => Words.BothAllowed,
        _ => throw new UnreachableException(),
    };
}
