using System.Collections.Immutable;
using System.Text;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// A kind of command: all that is known of it but what it does. Text, words, generating and shrinking follow from it.
/// </summary>
public abstract class CommandDescription
{
    /// <summary>The most fields of a kind.</summary>
    public const int MostFields = 8;

    private protected CommandDescription(
        int number, CommandSubject subject, CommandTheme theme, string name, params Field[] fields)
    {
        Number = number;
        Subject = subject;
        Theme = theme;
        Name = name;
        Fields = [.. fields];
        FieldDomains = [.. fields.Select(field => field.Domain)];
        TellingFields = [.. Enumerable.Range(0, fields.Length).OrderBy(field => FieldDomains[field].Kind)];
    }

    /// <summary>
    /// Its number: the place in <see cref="CommandDescriptions.All"/>. It stands in words, so it never changes.
    /// </summary>
    public int Number { get; }

    /// <summary>Who carries it out.</summary>
    public CommandSubject Subject { get; }

    /// <summary>Its name in the text.</summary>
    public string Name { get; }

    /// <summary>Its fields, in the order of the text.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The domain of each field.</summary>
    public ImmutableArray<Domain> FieldDomains { get; }

    /// <summary>The numbers of the fields as they are made simple: the most telling ones first.</summary>
    public ImmutableArray<int> TellingFields { get; }

    /// <summary>What it is for.</summary>
    public CommandTheme Theme { get; }

    /// <summary>
    /// How often it is generated, in 128 parts of the commands that are not about ranges; those of 0 share what is
    /// left.
    /// </summary>
    public virtual int Share => 0;

    /// <summary>The description of a command.</summary>
    public static CommandDescription Of(Command command) => command.Description;

    /// <summary>Takes the values out of a command of this kind.</summary>
    /// <param name="command">The command.</param>
    /// <param name="values">Is given a value for each field.</param>
    public virtual void Take(Command command, FieldValues values)
    {
    }

    /// <summary>Makes a command of a value for each field.</summary>
    public abstract Command Make(FieldValues values);

    /// <summary>The value of one field of a command of this kind.</summary>
    public FieldValue Get(Command command, int field)
    {
        FieldValues values = new();
        Take(command, values);
        return values.Get(field);
    }

    /// <summary>A command of this kind with another value of one field.</summary>
    public Command With(Command command, int field, FieldValue value)
    {
        FieldValues values = new();
        Take(command, values);
        values.Set(field, value);
        return Make(values);
    }

    /// <summary>A command of this kind, which holds such a thing, with another value of it.</summary>
    public Command With(Command command, DomainKind domain, FieldValue value) =>
        With(command, TellingFields.First(field => FieldDomains[field].Kind == domain), value);

    /// <summary>Writes the fields of a command that stand behind its name, each with a blank before it.</summary>
    internal virtual void Print(Command command, StringBuilder text)
    {
        FieldValues values = new();
        Take(command, values);
        for (int field = FirstBehindName; field < Fields.Length; field++)
        {
            Fields[field].Print(values[field], text);
        }
    }

    /// <summary>Reads the fields that stand behind the name.</summary>
    /// <param name="vcpu">The vCPU, if it is one that carries it out.</param>
    /// <param name="cursor">Where from; keeps the error.</param>
    internal virtual Command Parse(ulong vcpu, Cursor cursor)
    {
        FieldValues values = new();
        values[0] = vcpu;
        for (int field = FirstBehindName; field < Fields.Length; field++)
        {
            values[field] = Fields[field].Parse(cursor);
        }

        return Make(values);
    }

    private int FirstBehindName => Subject == CommandSubject.Vcpu ? 1 : 0;
}
