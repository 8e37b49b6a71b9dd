using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>Writes commands in their one canonical form.</summary>
public static class CommandPrinter
{
    /// <summary>Writes a command, without its comment.</summary>
    public static string Print(Command command)
    {
        CommandDescription kind = CommandDescription.Of(command);
        StringBuilder text = new(kind.Subject switch
        {
            CommandSubject.Kernel => string.Empty,
            CommandSubject.Vm => Words.Ioctl + ' ',
            CommandSubject.Vcpu => Invariant($"{Words.Vcpu}{Touch.Of(command).Vcpu} "),
        });
        text.Append(kind.Name);
        kind.Print(command, text);
        return text.ToString();
    }

    /// <summary>
    /// The name of the MSR that a command touches, for a comment; null where it has none or touches none. Index 0 is
    /// not named: it is what shrinking leaves of any index, and hardly ever meant.
    /// </summary>
    public static string? Comment(Command command)
    {
        Touch touch = Touch.Of(command);
        return touch.Index != 0 && touch.Kind is TouchKind.Register or TouchKind.Access or TouchKind.Range
            ? MsrNames.Describe(touch.Index)
            : null;
    }

    /// <summary>The flags of a range: by name where they all have one.</summary>
    public static string PrintFlags(uint flags) => flags switch
    {
        (uint)AccessFlags.None => Words.None,
        (uint)AccessFlags.Read => Words.Read,
        (uint)AccessFlags.Write => Words.Write,
        (uint)AccessFlags.ReadWrite => Words.ReadWrite,
        _ => Invariant($"0x{flags:x}"),
    };
}
