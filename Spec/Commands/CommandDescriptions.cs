using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Commands;

/// <summary>The list of kinds of command.</summary>
public static class CommandDescriptions
{
    /// <summary>Every kind, by number.</summary>
    public static ImmutableArray<CommandDescription> All { get; } =
    [
        Command.Guest.ReadKind, Command.Guest.WriteKind, Command.AddAllowlist.Kind, Command.HostRead.Kind,
        Command.HostWrite.Kind, Command.CompleteExit.Kind, Command.EnableCapability.Kind,
        Command.CheckCapability.Kind, Command.FailNextAllocation.Kind, Command.DestroyVm.Kind,
        Command.ChangeArgument.Kind, Command.AskDecision.Kind, Command.WriteFilterSlot.Kind, Command.SetFilter.Kind,
        Command.Emulate.Kind, Command.AskInterception.Kind, Command.Guest.NonSerializingKind,
        Command.Guest.ImmediateReadKind, Command.Guest.ImmediateWriteKind, Command.FailNextEferWrite.Kind,
    ];

    /// <summary>The simplest command: the first kind, with the simplest value of every field.</summary>
    public static Command Simplest { get; } = All[0].Make(new FieldValues());

    /// <summary>The kind of a name, or null.</summary>
    /// <param name="subject">Who carries it out.</param>
    /// <param name="name">The name.</param>
    public static CommandDescription? Find(CommandSubject subject, string name) =>
        All.FirstOrDefault(kind => kind.Subject == subject && kind.Name == name);
}
