using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MsrSpec.Files;

namespace MsrSpec.Shell;

/// <summary>The kinds of options. What an option may hold is decided here, for every verb of every program.</summary>
public static class Options
{
    /// <summary>The seed unless one is given: runs that say nothing are the same run.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The longest time that can be asked for: more than eleven days.</summary>
    public const double MostSeconds = 1_000_000;

    /// <summary>The seed: any number of 64 bits.</summary>
    /// <param name="description">What it decides.</param>
    public static Option<ulong> Seed(string description) => new("--seed")
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => DefaultSeed,
        CustomParser = result => Parse(
            result, NumberText.Word, "a whole number from 0 to 18446744073709551615") ?? DefaultSeed,
    };

    /// <summary>How many: a whole number from 1 to a most one.</summary>
    public static Option<long> Count(string name, string description, long unset, long most = long.MaxValue) =>
        new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            DefaultValueFactory = _ => unset,
            CustomParser = result => ParseWhole(result, 1, most) ?? unset,
        };

    /// <summary>How many, if the user says so.</summary>
    public static Option<long?> OptionalCount(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => ParseWhole(result, 1, long.MaxValue),
    };

    /// <summary>The number of something: a whole number from 0, if the user says so.</summary>
    public static Option<long?> OptionalNumber(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => ParseWhole(result, 0, long.MaxValue),
    };

    /// <summary>A time in seconds, if the user says so.</summary>
    public static Option<double?> OptionalSeconds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SECONDS",
        CustomParser = result => Parse(
            result, text => NumberText.Seconds(text, MostSeconds),
            $"a number of seconds above 0, such as 1.5, up to {MostSeconds.ToString(CultureInfo.InvariantCulture)}"),
    };

    /// <summary>A file that takes a result, if the user says so; whether it can be written is asked at once.</summary>
    public static Option<OutputFile?> OptionalOutput(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        CustomParser = ParseOutput,
    };

    /// <summary>A file that takes a result.</summary>
    public static Option<OutputFile> Output(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Required = true,
        CustomParser = result => ParseOutput(result)!,
    };

    /// <summary>A folder that takes results; whether it can be written is asked at once.</summary>
    public static Option<string> OutputFolder(string name, string description, string unset) => new(name)
    {
        Description = description,
        HelpName = "FOLDER",
        DefaultValueFactory = result => CheckName(result, unset, Files.OutputFolder.WhyNot),
        CustomParser = result => CheckName(result, result.Tokens[0].Value, Files.OutputFolder.WhyNot),
    };

    /// <summary>A folder that takes results, or a word that means none, if the user says so.</summary>
    public static Option<string?> OptionalOutputFolder(string name, string description, string nowhere) => new(name)
    {
        Description = description,
        HelpName = "FOLDER",
        CustomParser = result => CheckName(
            result, result.Tokens[0].Value, folder => folder == nowhere ? null : Files.OutputFolder.WhyNot(folder)),
    };

    /// <summary>The name of something to read, if the user says so; it must not be empty.</summary>
    public static Option<string?> OptionalInput(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => CheckName(result, result.Tokens[0].Value, WhyNotInput),
    };

    /// <summary>A file to read; its name must not be empty.</summary>
    public static Argument<string> InputArgument(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => CheckName(result, result.Tokens[0].Value, WhyNotInput),
    };

    /// <summary>Files to read; no name may be empty.</summary>
    public static Argument<string[]> InputArguments(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError($"{name}: the name of a file is empty");
            }

            return [.. result.Tokens.Select(token => token.Value)];
        },
    };

    /// <summary>One of several words.</summary>
    /// <typeparam name="T">What they mean.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is; the words are added.</param>
    /// <param name="meanings">The words; the first is meant unless the user says otherwise.</param>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Meaning)[] meanings)
    {
        Option<T> option = NeededChoice(name, description, meanings);
        option.Required = false;
        option.DefaultValueFactory = _ => meanings[0].Meaning;
        return option;
    }

    /// <summary>One of several words, which mean themselves. The default is the first; help shows it.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is; the words are added.</param>
    /// <param name="words">The words.</param>
    public static Option<string> Choice(string name, string description, params IEnumerable<string> words) =>
        Choice(name, description, [.. words.Select(word => (word, word))]);

    /// <summary>One of several words, of which the user must say one.</summary>
    /// <typeparam name="T">What they mean.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is; the words are added.</param>
    /// <param name="meanings">The words.</param>
    public static Option<T> NeededChoice<T>(
        string name, string description, params (string Word, T Meaning)[] meanings)
    {
        string words = string.Join(", ", meanings.Select(meaning => meaning.Word));
        return new Option<T>(name)
        {
            Description = $"{description}: {words}",
            HelpName = name.TrimStart('-').ToUpperInvariant(),
            Required = true,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                int place = Array.FindIndex(meanings, meaning => meaning.Word == text);
                if (place < 0)
                {
                    result.AddError($"{name}: '{text}' is none of {words}");
                }

                return meanings[Math.Max(place, 0)].Meaning;
            },
        };
    }

    private static string? WhyNotInput(string name) => name.Length == 0 ? "the name of a file is empty" : null;

    private static long? ParseWhole(ArgumentResult result, long least, long most)
    {
        string bound = most == long.MaxValue ? string.Empty : $" to {most.ToString(CultureInfo.InvariantCulture)}";
        return Parse(
            result, text => NumberText.Whole(text, least, most),
            $"a whole number from {least.ToString(CultureInfo.InvariantCulture)}{bound}");
    }

    private static T? Parse<T>(ArgumentResult result, Func<string, T?> read, string kind)
        where T : struct
    {
        string text = result.Tokens[0].Value;
        T? value = read(text);
        if (value is null)
        {
            result.AddError($"{NameOf(result)}: '{text}' is not {kind}");
        }

        return value;
    }

    private static OutputFile? ParseOutput(ArgumentResult result)
    {
        OutputFile? file = OutputFile.Find(result.Tokens[0].Value, out string problem);
        if (file is null)
        {
            result.AddError($"{NameOf(result)}: {problem}");
        }

        return file;
    }

    private static string CheckName(ArgumentResult result, string name, Func<string, string?> whyNot)
    {
        if (whyNot(name) is { } problem)
        {
            result.AddError($"{NameOf(result)}: {problem}");
        }

        return name;
    }

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
