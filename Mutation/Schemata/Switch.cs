using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MsrSpec.Mutation.Schemata;

/// <summary>
/// The class that is compiled into a mutated assembly and decides which mutant is on: none, or the one of an
/// environment variable. It is the same while the process lives, so compiled code holds one of two branches.
/// </summary>
internal static class Switch
{
    /// <summary>The environment variable with the number of the mutant.</summary>
    public const string Chosen = "MSRSPEC_MUTANT";

    /// <summary>The environment variable with the folder that takes what was reached, if that matters.</summary>
    public const string Reached = "MSRSPEC_MUTANTS_REACHED";

    /// <summary>The program whose test classes are told apart; what it starts is not recorded.</summary>
    private const string Tests = "MsrSpec.PropertyTests";

    /// <summary>The source of the class.</summary>
    public const string Source = $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Reflection;

        namespace MsrSpecMutation;

        internal static class Switch
        {
            private static readonly int Chosen = int.Parse(
                Environment.GetEnvironmentVariable("{{Chosen}}") ?? "-1", CultureInfo.InvariantCulture);
            private static readonly string? Folder = Environment.GetEnvironmentVariable("{{Reached}}");
            private static readonly bool Records =
                Folder is not null && Assembly.GetEntryAssembly()?.GetName().Name == "{{Tests}}";
            private static readonly HashSet<(string, int)> Seen = [];
            private static readonly Func<object?>? Context;
            private static readonly PropertyInfo? TestClass;
            private static readonly PropertyInfo? ClassName;

            [ThreadStatic]
            private static object? _context;

            [ThreadStatic]
            private static HashSet<int>? _seenHere;

            private static volatile string _class = "";

            static Switch()
            {
                if (!Records)
                {
                    return;
                }

                Assembly runner = Assembly.Load("xunit.v3.core");
                Context = runner.GetType("Xunit.TestContext", true)!.GetProperty("Current")!.GetMethod!
                    .CreateDelegate<Func<object?>>();
                TestClass = runner.GetType("Xunit.ITestContext", true)!.GetProperty("TestClass");
                ClassName = TestClass!.PropertyType.GetProperty("TestClassName")
                    ?? Assembly.Load("xunit.v3.common").GetType("Xunit.Sdk.ITestClassMetadata", true)!
                        .GetProperty("TestClassName");
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Write();
            }

            internal static bool Is(int number)
            {
                if (Records)
                {
                    Record(number);
                }

                return Chosen == number;
            }

            private static void Record(int number)
            {
                object? context = Context!();
                if (context != _context)
                {
                    _context = context;
                    _seenHere = [];
                    if (context is not null && TestClass!.GetValue(context) is { } testClass)
                    {
                        _class = (string)ClassName!.GetValue(testClass)!;
                    }
                }

                if ((_seenHere ??= []).Add(number))
                {
                    lock (Seen)
                    {
                        Seen.Add((_class, number));
                    }
                }
            }

            private static void Write()
            {
                string name = typeof(Switch).Assembly.GetName().Name + ".reached";
                lock (Seen)
                {
                    using StreamWriter file = new(Path.Combine(Folder!, name));
                    foreach ((string testClass, int number) in Seen)
                    {
                        file.WriteLine(testClass + "\t" + number.ToString(CultureInfo.InvariantCulture));
                    }
                }
            }
        }
        """;

    private static readonly ExpressionSyntax Method = ParseExpression("global::MsrSpecMutation.Switch.Is");

    /// <summary>The question whether a mutant is on.</summary>
    public static ExpressionSyntax IsOn(int number) => InvocationExpression(Method, ArgumentList(SingletonSeparatedList(
        Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(number))))));
}
