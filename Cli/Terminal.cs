using Spectre.Console;

namespace MsrSpec.Cli;

/// <summary>Where results are printed: with colours, lines and bars on a terminal, plain text elsewhere.</summary>
internal sealed class Terminal
{
    private const int PlainWidth = 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly TextWriter _writer;

    private Terminal(TextWriter writer, bool isInteractive)
    {
        _writer = writer;
        IsInteractive = isInteractive;
        Tables = isInteractive ? AnsiConsole.Console : Plain(writer);
    }

    /// <summary>The standard output.</summary>
    public static Terminal Output { get; } = new(
        Console.Out, !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive);

    /// <summary>The standard error, for text that must not stand between the results for a program.</summary>
    public static Terminal Error { get; } = new(Console.Error, isInteractive: false);

    /// <summary>Whether a person looks at it.</summary>
    public bool IsInteractive { get; }

    /// <summary>What tables are written to.</summary>
    public IAnsiConsole Tables { get; }

    /// <summary>The border of tables.</summary>
    public TableBorder Border => IsInteractive ? TableBorder.Rounded : TableBorder.Ascii2;

    /// <summary>Writes text as it is.</summary>
    public void Write(string text) => _writer.Write(text);

    /// <summary>Writes a line as it is: traces hold characters that markup would take for its own.</summary>
    public void WriteLine(string text) => _writer.WriteLine(text);

    /// <summary>Does long work with a progress bar, or on a plain output with a line every few seconds.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="total">How much there is to do; 0 if nobody knows.</param>
    /// <param name="work">The work, which tells how much is done.</param>
    public T Track<T>(string what, long total, Func<Action<long>, T> work)
    {
        if (!IsInteractive)
        {
            return work(new ProgressLines(what, total, Quiet).Report);
        }

        T? result = default;
        Tables.Progress().AutoClear(true).HideCompleted(true).Start(context =>
        {
            ProgressTask task = context.AddTask(what, maxValue: Math.Max(1, total));
            task.IsIndeterminate = total == 0;
            result = work(done => task.Value = done);
        });
        return result!;
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
