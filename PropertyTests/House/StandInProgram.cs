namespace MsrSpec.PropertyTests.House;

/// <summary>A shell script that stands in for a program.</summary>
internal static class StandInProgram
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes one.</summary>
    /// <param name="path">Where.</param>
    /// <param name="script">What it does.</param>
    public static void Write(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Executable);
        }
    }
}
