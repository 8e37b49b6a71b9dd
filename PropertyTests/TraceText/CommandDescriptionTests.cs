using System.Reflection;
using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>What is said of each kind of command is true, and said of all.</summary>
public sealed class CommandDescriptionTests
{
    private const int Iterations = 5_000;

    public static TheoryData<int> Numbers { get; } = [.. CommandDescriptions.All.Select(kind => kind.Number)];

    [Fact]
    public void Every_record_has_a_kind_in_the_list()
    {
        IEnumerable<CommandDescription> declared = typeof(Command).GetNestedTypes(BindingFlags.Public)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(CommandDescription))
            .Select(property => (CommandDescription)property.GetValue(null)!);
        Assert.Equal(CommandDescriptions.All, declared.OrderBy(kind => kind.Number));
        Assert.Equal(
            typeof(Command).GetNestedTypes(BindingFlags.Public).ToHashSet(),
            CommandDescriptions.All.Select(kind => kind.Make(new FieldValues()).GetType()).ToHashSet());
    }

    [Fact]
    public void The_number_of_a_kind_is_its_place_and_its_name_is_its_own()
    {
        int kinds = CommandDescriptions.All.Length;
        Assert.Equal(Enumerable.Range(0, kinds), CommandDescriptions.All.Select(kind => kind.Number));
        Assert.Distinct(CommandDescriptions.All.Select(kind => (kind.Subject, kind.Name)));
        Assert.All(CommandDescriptions.All, kind =>
        {
            Assert.Same(kind, CommandDescriptions.Find(kind.Subject, kind.Name));
            Assert.InRange(kind.Fields.Length, 0, CommandDescription.MostFields);
            Assert.Equal(kind.Fields.Select(field => field.Domain), kind.FieldDomains);
        });
    }

    [Fact]
    public void A_command_is_made_again_of_what_is_taken_out_of_it() =>
        TraceGens.Command.Sample(
            command =>
            {
                FieldValues values = new();
                CommandDescription kind = CommandDescription.Of(command);
                kind.Take(command, values);
                return kind.Make(values) == command && kind.With(command, 0, kind.Get(command, 0)) == command;
            },
            iter: Iterations);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_field_that_is_set_is_that_field_and_no_other(int number)
    {
        CommandDescription kind = CommandDescriptions.All[number];
        Gen.ULong.Array[kind.Fields.Length].Sample(
            codes =>
            {
                FieldValues values = new();
                for (int field = 0; field < codes.Length; field++)
                {
                    values[field] = kind.FieldDomains[field].FromCode(codes[field]);
                }

                Command command = kind.Make(values);
                FieldValues taken = new();
                kind.Take(command, taken);
                return ReferenceEquals(CommandDescription.Of(command), kind) && (IsBuffer(kind)
                    || Enumerable.Range(0, codes.Length).All(field => taken[field] == values[field]));
            },
            iter: Iterations / 10);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_numbers_of_a_domain_have_short_codes_and_a_simplest_one(int number)
    {
        foreach (Domain domain in CommandDescriptions.All[number].FieldDomains)
        {
            Assert.Equal(0UL, domain.FromCode(0));
            Assert.Empty(domain.Simpler(default));
            Gen.ULong.Sample(
                bits =>
                {
                    ulong any = domain.FromBits(bits);
                    ulong coded = domain.FromCode(bits);
                    return any <= domain.Max && coded <= domain.Max && IsPlain(domain, bits % domain.PlainCodes)
                        && domain.TryCode(coded, out ulong code) && code < 1UL << domain.CodeWidth
                        && domain.FromCode(code) == coded
                        && (!domain.TryCode(any, out code) || domain.FromCode(code) == any);
                },
                iter: Iterations / 10);
        }
    }

    [Fact]
    public void What_is_simpler_than_a_value_is_a_command_that_can_be_written()
    {
        TraceGens.Command.Sample(
            command =>
            {
                CommandDescription kind = CommandDescription.Of(command);
                return Enumerable.Range(0, kind.Fields.Length).All(field =>
                    kind.FieldDomains[field].Simpler(kind.Get(command, field)).All(simpler =>
                    {
                        Command made = kind.With(command, field, simpler);
                        return CommandParser.Parse(CommandPrinter.Print(made), 1).Value == made;
                    }));
            },
            iter: Iterations / 10);
    }

    [Fact]
    public void Every_edge_of_every_kind_is_generated_in_the_end()
    {
        HashSet<(int Kind, int Field, ulong Code)> missing =
        [
            .. from kind in CommandDescriptions.All
               from field in Enumerable.Range(0, kind.Fields.Length)
               where kind.FieldDomains[field] is EdgeDomain or ChoiceDomain or BitmapDomain
               from code in Enumerable.Range(0, 1 << kind.FieldDomains[field].CodeWidth)
               select (kind.Number, field, kind.FieldDomains[field].FromCode((ulong)code)),
        ];
        PCG random = new(0, 1);
        SequenceGenerator[] generators = [new(), new(target: Interface.Filter)];
        for (int sequence = 0; sequence < 40_000 && missing.Count > 0; sequence++)
        {
            foreach (Command command in generators[sequence % 2].Generate(random, null, out _))
            {
                CommandDescription kind = CommandDescription.Of(command);
                FieldValues values = new();
                kind.Take(command, values);
                for (int field = 0; field < kind.Fields.Length; field++)
                {
                    missing.Remove((kind.Number, field, values[field]));
                }
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void A_command_touches_what_it_names()
    {
        var access = new Command.Guest(1, Accesses.Read(Msr.Star));
        Assert.Equal(new Touch(TouchKind.Access, 1, Msr.Star), Touch.Of(access));
        Assert.Equal(new Touch(TouchKind.Register, 1, 7), Touch.Of(new Command.HostRead(1, 7)));
        Assert.Equal(new Touch(TouchKind.Register, 1, 7), Touch.Of(new Command.HostWrite(1, 7, 0)));
        Assert.Equal(new Touch(TouchKind.Answer, 1), Touch.Of(new Command.CompleteExit(1, 0, 0)));
        Assert.Equal(default, Touch.Of(new Command.DestroyVm()));
        Assert.Equal(default, Touch.Of(new Command.AddAllowlist(new UserBuffer([1, 2, 3]))));
        var add = new Command.AddAllowlist(AskedRange.Full(AccessFlags.Read, 5, 9).Argument);
        Assert.Equal(new Touch(TouchKind.Range, 0, 5, 9), Touch.Of(add));
    }

    private static bool IsPlain(Domain domain, ulong number) =>
        domain.FromCode(number) == number && domain.TryCode(number, out ulong code) && code == number;

    /// <summary>Whether the fields share bytes: where a buffer is cut, several values say the same.</summary>
    private static bool IsBuffer(CommandDescription kind) =>
        kind == Command.AddAllowlist.Kind || kind.Theme == CommandTheme.Filters;
}
