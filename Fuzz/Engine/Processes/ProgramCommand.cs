namespace MsrSpec.Fuzz.Engine.Processes;

/// <summary>How a program is started.</summary>
/// <param name="File">The executable file.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ProgramCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>How this program was started, with all its arguments.</summary>
    public static ProgramCommand OfThisProcess()
    {
        ProgramCommand program = OfThisProgram();
        return program with { Arguments = [.. program.Arguments, .. Environment.GetCommandLineArgs()[1..]] };
    }

    /// <summary>How this program is started, without arguments.</summary>
    public static ProgramCommand OfThisProgram()
    {
        string file = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no file");
        bool isHost = Path.GetFileNameWithoutExtension(file) == "dotnet";
        return new ProgramCommand(file, isHost ? ["exec", Environment.GetCommandLineArgs()[0]] : []);
    }
}
