using System.Globalization;
using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>Writes commands in their one canonical form.</summary>
public static class CommandPrinter
{
    /// <summary>Writes a command, without its comment.</summary>
    public static string Print(Command command) => command switch
    {
        Command.AddAllowlist add => PrintAdd(add.Argument),
        Command.EnableCapability enable => PrintEnable(enable),
        Command.CheckCapability check => Invariant($"{Words.Ioctl} {Words.CheckCapability} {check.Capability}"),
        Command.FailNextAllocation => Words.FailNextAllocation,
        Command.DestroyVm => Words.DestroyVm,
        Command.HostRead read => Invariant($"{Words.Vcpu}{read.Vcpu} {Words.GetMsr} 0x{read.Index:x}"),
        Command.HostWrite write => Invariant(
            $"{Words.Vcpu}{write.Vcpu} {Words.SetMsr} 0x{write.Index:x} 0x{write.Value:x}"),
        Command.Guest guest => PrintGuest(guest.Vcpu, guest.Access),
        Command.CompleteExit exit => Invariant(
            $"{Words.Vcpu}{exit.Vcpu} {Words.Complete} {Words.Error}{exit.Error} {Words.Data}0x{exit.Data:x}"),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    /// <summary>
    /// The name of the MSR that a command touches, for a comment; null where it has none or touches none.
    /// </summary>
    public static string? Comment(Command command) => command switch
    {
        Command.Guest guest => MsrTable.NameOf(guest.Access.Index),
        Command.HostRead read => MsrTable.NameOf(read.Index),
        Command.HostWrite write => MsrTable.NameOf(write.Index),
        Command.AddAllowlist add when add.Argument.HasHeader => MsrTable.NameOf(add.Argument.Header.Base),
        _ => null,
    };

    /// <summary>The flags of a range: by name where they all have one.</summary>
    public static string PrintFlags(uint flags) => flags switch
    {
        (uint)AccessFlags.None => Words.None,
        (uint)AccessFlags.Read => Words.Read,
        (uint)AccessFlags.Write => Words.Write,
        (uint)AccessFlags.ReadWrite => Words.ReadWrite,
        _ => Invariant($"0x{flags:x}"),
    };

    /// <summary>Whether a buffer is one that the readable form can show whole; others are shown as bytes.</summary>
    private static bool HasReadableForm(UserBuffer buffer) =>
        buffer.HasHeader && buffer.Length <= buffer.Header.ArgumentSize;

    private static string PrintAdd(UserBuffer buffer)
    {
        string start = $"{Words.Ioctl} {Words.AddAllowlist} ";
        if (!HasReadableForm(buffer))
        {
            return start + Words.Bytes + Convert.ToHexStringLower(buffer.Bytes.AsSpan());
        }

        AllowlistHeader header = buffer.Header;
        StringBuilder text = new(start);
        text.Append(CultureInfo.InvariantCulture, $"{Words.Flags}{PrintFlags(header.Flags)} ");
        text.Append(Words.Count).Append(PrintCount(header.Count)).Append(' ');
        text.Append(CultureInfo.InvariantCulture, $"{Words.Base}0x{header.Base:x}");
        text.Append(CultureInfo.InvariantCulture, $" {Words.Bits}{BitRuns.Print(buffer.Tail)}");
        if (header.Pad != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Words.Pad}0x{header.Pad:x}");
        }

        if (buffer.Length != header.ArgumentSize)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Words.Readable}{buffer.Length}");
        }

        return text.ToString();
    }

    private static string PrintCount(uint count) =>
        count > byte.MaxValue ? Invariant($"0x{count:x}") : Invariant($"{count}");

    private static string PrintEnable(Command.EnableCapability enable) =>
        Invariant($"{Words.Ioctl} {Words.EnableCapability} {enable.Capability} {Words.Argument0}0x{enable.Argument:x}")
        + (enable.Flags == 0 ? string.Empty : Invariant($" {Words.Flags}0x{enable.Flags:x}"));

    private static string PrintGuest(int vcpu, GuestAccess access)
    {
        string instruction = access.IsRead
            ? Invariant($"{Words.ReadMsr} 0x{access.Index:x}")
            : Invariant($"{Words.WriteMsr} 0x{access.Index:x} 0x{access.Value:x}");
        string mode = access.Mode switch
        {
            GuestMode.Long64 => Words.Long64,
            GuestMode.Protected32 => Words.Protected32,
            GuestMode.Real16 => Words.Real16,
        };
        string privilege = access.Privilege switch
        {
            Privilege.Kernel => Words.Kernel,
            Privilege.User => Words.User,
        };
        string form = access.Form switch
        {
            InstructionForm.Plain => string.Empty,
            InstructionForm.UpperHalvesSet => " " + Words.UpperHalvesSet,
            InstructionForm.Lock => " " + Words.Lock,
        };
        return Invariant($"{Words.Vcpu}{vcpu} {instruction} {mode} {privilege}{form}");
    }
}
