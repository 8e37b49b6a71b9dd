using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>
/// A guest access: two kinds, as a read has no value, and three for the instructions that came later.
/// </content>
public abstract partial record Command
{
    /// <summary>A vCPU executes RDMSR or WRMSR, in whichever form.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Access">The access.</param>
    public sealed record Guest(int Vcpu, GuestAccess Access) : Command
    {
        /// <summary>The description of guest reads.</summary>
        public static CommandDescription ReadKind { get; } = new ReadDescription();

        /// <summary>The description of guest writes.</summary>
        public static CommandDescription WriteKind { get; } = new WriteDescription();

        /// <summary>The description of guest writes by WRMSRNS.</summary>
        public static CommandDescription NonSerializingKind { get; } =
            new RecentWriteDescription(16, Words.WriteMsrNonSerializing, InstructionForm.NonSerializing);

        /// <summary>The description of guest reads in immediate form.</summary>
        public static CommandDescription ImmediateReadKind { get; } = new ImmediateReadDescription();

        /// <summary>The description of guest writes in immediate form.</summary>
        public static CommandDescription ImmediateWriteKind { get; } =
            new RecentWriteDescription(18, Words.WriteMsrImmediate, InstructionForm.Immediate);

        /// <inheritdoc/>
        internal override CommandDescription Description => Access.Form switch
        {
            InstructionForm.NonSerializing => NonSerializingKind,
            InstructionForm.Immediate => Access.IsRead ? ImmediateReadKind : ImmediateWriteKind,
            _ => Access.IsRead ? ReadKind : WriteKind,
        };

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Access, Vcpu, Access.Index);

        /// <summary>The privilege levels in the order of their numbers in <see cref="Domains.Privilege"/>.</summary>
        private static ReadOnlySpan<Privilege> Levels =>
            [Privilege.Kernel, Privilege.User, Privilege.Ring1, Privilege.Ring2];

        private abstract class AccessDescription(int number, string name, params Field[] fields)
            : CommandDescription(number, CommandSubject.Vcpu, CommandTheme.Accesses, name, fields)
        {
            /// <summary>The access of some values, of which those of the processor's state begin at a field.</summary>
            protected static GuestAccess Access(AccessFlags type, ulong value, FieldValues values, int state) =>
                Access(type, value, values, state, (InstructionForm)values.Word(state + 2));

            /// <summary>The access of some values, in a form that is not among them.</summary>
            protected static GuestAccess Access(
                AccessFlags type, ulong value, FieldValues values, int state, InstructionForm form) => new(
                type, values.Word(1), value, (GuestMode)values.Word(state), Levels[(int)values[state + 1]], form);

            /// <summary>Takes what every access has.</summary>
            protected static void TakeAccess(Guest command, FieldValues values, int state)
            {
                TakeState(command, values, state);
                values[state + 2] = (ulong)command.Access.Form;
            }

            /// <summary>Takes what every access has but its form.</summary>
            protected static void TakeState(Guest command, FieldValues values, int state)
            {
                values[0] = (ulong)command.Vcpu;
                values[1] = command.Access.Index;
                values[state] = (ulong)command.Access.Mode;
                values[state + 1] = (ulong)Levels.IndexOf(command.Access.Privilege);
            }
        }

        private sealed class ReadDescription() : AccessDescription(
            0,
            Words.ReadMsr,
            SharedFields.Vcpu,
            SharedFields.Index,
            SharedFields.Mode,
            SharedFields.Privilege,
            SharedFields.Form)
        {
            private const int State = 2;

            public override Command Make(FieldValues values) =>
                new Guest((int)values.Word(0), Access(AccessFlags.Read, 0, values, State));

            public override void Take(Command command, FieldValues values) =>
                TakeAccess((Guest)command, values, State);
        }

        private sealed class WriteDescription() : AccessDescription(
            1,
            Words.WriteMsr,
            SharedFields.Vcpu,
            SharedFields.Index,
            SharedFields.Value,
            SharedFields.Mode,
            SharedFields.Privilege,
            SharedFields.Form)
        {
            private const int State = 3;

            public override Command Make(FieldValues values) =>
                new Guest((int)values.Word(0), Access(AccessFlags.Write, values[2], values, State));

            public override void Take(Command command, FieldValues values)
            {
                Guest guest = (Guest)command;
                TakeAccess(guest, values, State);
                values[2] = guest.Access.Value;
            }
        }

        private sealed class RecentWriteDescription(int number, string name, InstructionForm form)
            : AccessDescription(
                number, name, SharedFields.Vcpu, SharedFields.Index, SharedFields.Value, SharedFields.Mode,
                SharedFields.Privilege)
        {
            private const int State = 3;

            public override int Share => 2;

            public override Command Make(FieldValues values) =>
                new Guest((int)values.Word(0), Access(AccessFlags.Write, values[2], values, State, form));

            public override void Take(Command command, FieldValues values)
            {
                Guest guest = (Guest)command;
                TakeState(guest, values, State);
                values[2] = guest.Access.Value;
            }
        }

        private sealed class ImmediateReadDescription() : AccessDescription(
            17,
            Words.ReadMsrImmediate,
            SharedFields.Vcpu,
            SharedFields.Index,
            SharedFields.Mode,
            SharedFields.Privilege)
        {
            private const int State = 2;

            public override int Share => 2;

            public override Command Make(FieldValues values) => new Guest(
                (int)values.Word(0), Access(AccessFlags.Read, 0, values, State, InstructionForm.Immediate));

            public override void Take(Command command, FieldValues values) =>
                TakeState((Guest)command, values, State);
        }
    }
}
