using System.Numerics;
using System.Reflection;
using FsCheck.Fluent;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>The arbitraries are tested too: what they draw, and how it shrinks.</summary>
public sealed class ArbitraryTests
{
    private const int Tests = 10;
    private const int MostSteps = 100;
    private const int MostCandidates = 100;
    private const int EveryNth = 3;

    private static readonly Dictionary<string, GivenArbitrary> ByName = typeof(ArbitraryTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(GivenArbitrary).Namespace)
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Where(property => property.PropertyType.IsAssignableTo(typeof(GivenArbitrary)))
        .ToDictionary(
            property => $"{property.DeclaringType!.Name}.{property.Name}",
            property => (GivenArbitrary)property.GetValue(null)!);

    public static TheoryData<string> Names { get; } = [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_drawn_is_of_the_domain_and_can_be_written_and_read_as_a_trace(string name) =>
        Holds(ByName[name], given => ByName[name].Fits(given) && given.Commands.All(
            command => CommandParser.Parse(CommandPrinter.Print(command), 1).Value == command));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_simpler_is_smaller_and_of_the_domain(string name) =>
        Holds(ByName[name], given =>
        {
            var size = SizeOf(given);
            return ByName[name].Shrinker(given).Where((_, number) => number % EveryNth == 0).Take(MostCandidates)
                .All(simpler => ByName[name].Fits(simpler) && SizeOf(simpler).CompareTo(size) < 0);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_the_first_simpler_input_will_do_shrinking_ends_soon(string name) =>
        Holds(ByName[name], given =>
        {
            int steps = 0;
            while (steps < MostSteps && ByName[name].Shrinker(given).FirstOrDefault() is { } simpler)
            {
                given = simpler;
                steps++;
            }

            return steps < MostSteps;
        });

    private static void Holds(GivenArbitrary arbitrary, Func<Given, bool> holds)
    {
        string? report = PropertyRun.Of(Prop.ForAll(arbitrary, holds), Tests).Report;
        Assert.True(report is null, report);
    }

    /// <summary>Commands, then MSRs of ranges, then all numbers, then bits, then readings that are not sound.</summary>
    private static (int Commands, UInt128 Counts, UInt128 Numbers, int Bits, int Readings) SizeOf(Given given)
    {
        UInt128 counts = 0;
        UInt128 numbers = 0;
        int bits = 0;
        FieldValues values = new();
        foreach (Command command in given.Commands)
        {
            CommandDescription kind = CommandDescription.Of(command);
            numbers += (uint)kind.Number;
            values.Clear();
            kind.Take(command, values);
            for (int field = 0; field < kind.Fields.Length; field++)
            {
                FieldValue value = values.Get(field);
                DomainKind domain = kind.FieldDomains[field].Kind;
                counts += domain == DomainKind.Count ? value.Number : 0;
                numbers += domain == DomainKind.Bitmap
                    ? Math.Min(value.Number, BitmapPattern.FirstRandom)
                    : value.Number;
                bits += domain == DomainKind.Bitmap && value.Number >= BitmapPattern.FirstRandom
                    ? value.Bytes.ToArray().Sum(b => BitOperations.PopCount(b))
                    : 0;
            }
        }

        return (given.Commands.Length, counts, numbers, bits,
            given.Dialects.Sum(readings => ReadingText.Others(readings).Count()));
    }
}
