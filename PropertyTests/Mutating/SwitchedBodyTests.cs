using System.Globalization;
using System.Runtime.Loader;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.WrongCores;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>A body that wrong cores change is there once for each of them, and once as it was.</summary>
[Collection(nameof(Switch))]
public sealed class SwitchedBodyTests
{
    private const string Text = """
        public static class Sample
        {
            private static int _kept;

            public static object Of(int a)
            {
                Keep(a);
                Also = a;
                var point = new Point(a);
                return Sum + Also + point.Value + Chosen(a);
            }

            private static int Sum => _kept + 1000;

            private static int Also
            {
                get => _kept * 2;
                set { _kept += 5; _kept += value > 0 ? 0 : 9; }
            }

            private static void Keep(int a) => _kept = a;

            private static int Chosen(int a) => a switch { 1 => 30, _ => 40 };
        }

        public struct Point
        {
            public Point(int value)
            {
                Value = value;
            }

            public int Value { get; }
        }
        """;

    private static readonly (string Member, string From, string To)[] Changes =
    [
        ("Sum", "1000", "2000"), ("Also", "_kept * 2", "_kept * 3"), ("Also", "_kept += 5;", ""),
        ("Keep", "_kept = a", "_kept = a + 1"), ("Chosen", "30", "31"), ("Point", "Value = value", "Value = -value"),
        ("Of", "Also = a;", ""), ("Of", "point.Value", "10 * point.Value"),
    ];

    // Of(1) with none of the changes, and with each.
    [Theory]
    [InlineData(-1, 1049)]
    [InlineData(0, 2049)]
    [InlineData(1, 1055)]
    [InlineData(2, 1034)]
    [InlineData(3, 1052)]
    [InlineData(4, 1050)]
    [InlineData(5, 1047)]
    [InlineData(6, 1034)]
    [InlineData(7, 1058)]
    public void One_that_is_on_does_what_it_says_and_the_others_do_nothing(int on, int expected)
    {
        (int, WrongCore)[] cores =
        [
            .. Changes.Select((change, number) => (number, new WrongCore(
                $"{number}", "Sample.cs", change.Member, change.From, change.To, [], "of a test"))),
        ];
        List<string> problems = [];
        MutatedAssembly? assembly =
            WrongCoreAssemblies.Compile(ProjectCompilation.OfOne("Sample.cs", Text), cores, problems);
        Assert.Empty(problems);
        Assert.Equal(expected, Answer(assembly!.Image, on));
    }

    private static object? Answer(byte[] assembly, int on)
    {
        AssemblyLoadContext context = new(null, isCollectible: true);
        Environment.SetEnvironmentVariable(Switch.Chosen, on.ToString(CultureInfo.InvariantCulture));
        try
        {
            using MemoryStream image = new(assembly);
            return context.LoadFromStream(image).GetType("Sample")!.GetMethod("Of")!.Invoke(null, [1]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Switch.Chosen, null);
            context.Unload();
        }
    }
}
