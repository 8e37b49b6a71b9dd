using Spectre.Console;

namespace MsrSpec.Cli;

/// <summary>Standard output: with colours, lines and bars on a terminal, plain text elsewhere.</summary>
internal static class Terminal
{
    private const int PlainWidth = 200;

    /// <summary>Whether a person looks at it.</summary>
    public static bool IsInteractive { get; } =
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>The console that tables are written to.</summary>
    public static IAnsiConsole Output { get; } = Create();

    /// <summary>The border of tables.</summary>
    public static TableBorder Border => IsInteractive ? TableBorder.Rounded : TableBorder.Ascii2;

    /// <summary>Writes a line as it is: traces hold characters that markup would take for its own.</summary>
    public static void WriteLine(string text) => Console.Out.WriteLine(text);

    private static IAnsiConsole Create()
    {
        if (IsInteractive)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
