using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>A function <c>Of(a, b)</c> of one small file, with its mutants.</summary>
internal sealed class ChangedFunction
{
    private const string File = "Sample.cs";
    private const string None = "-1";

    private readonly MutatedAssembly _assembly;

    private ChangedFunction(IReadOnlyList<Mutant> found, MutatedAssembly assembly)
    {
        Found = found;
        _assembly = assembly;
    }

    /// <summary>What was found, whether it compiles or not.</summary>
    public IReadOnlyList<Mutant> Found { get; }

    /// <summary>What compiles.</summary>
    public IReadOnlyList<Mutant> Mutants => _assembly.Mutants;

    /// <summary>What can be changed in a text.</summary>
    public static IReadOnlyList<Mutant> Find(string text) =>
        SiteFinder.Find(ProjectCompilation.OfOne(File, text), file => file == File, 0);

    /// <summary>The function whose body is an expression of two numbers.</summary>
    public static ChangedFunction WithBody(string body)
    {
        string text = $$"""
            using System;
            using System.Linq.Expressions;
            public static class Sample
            {
                public static object Of(int a, int b) => {{body}};
                private static bool Holds(Expression<Func<int, bool>> formula, int a) => formula.Compile()(a);
                private static byte Byte(byte value) => value;
            }
            """;
        CSharpCompilation compilation = ProjectCompilation.OfOne(File, text);
        IReadOnlyList<Mutant> all = SiteFinder.Find(compilation, file => file == File, 0);
        Mutant[] found = [.. all.Where(mutant => mutant.Name.StartsWith($"{File} Of ", StringComparison.Ordinal))];
        return new ChangedFunction(found, MutatedAssembly.Compile(compilation, found));
    }

    /// <summary>What the function answers with a mutant on, or with none.</summary>
    /// <param name="change">The end of the mutant's name, or null.</param>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second.</param>
    public object? Answer(string? change, int a, int b)
    {
        string number = change is null
            ? None
            : $"{Mutants.Single(mutant => mutant.Name == $"{File} Of {change}").Number}";
        AssemblyLoadContext context = new(null, isCollectible: true);
        Environment.SetEnvironmentVariable(Switch.Chosen, number);
        try
        {
            using MemoryStream image = new(_assembly.Image);
            MethodInfo function = context.LoadFromStream(image).GetType("Sample")!.GetMethod("Of")!;
            return function.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [a, b], CultureInfo.InvariantCulture);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Switch.Chosen, null);
            context.Unload();
        }
    }
}
