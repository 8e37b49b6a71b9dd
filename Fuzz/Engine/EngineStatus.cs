namespace MsrSpec.Fuzz.Engine;

/// <summary>How an engine ends, in libFuzzer's numbers.</summary>
public static class EngineStatus
{
    /// <summary>Nothing was found.</summary>
    public const int Success = 0;

    /// <summary>A file cannot be read or written.</summary>
    public const int Failure = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>An input took too long.</summary>
    public const int Timeout = 70;

    /// <summary>There was too much memory in use.</summary>
    public const int OutOfMemory = 71;

    /// <summary>Somebody stopped it.</summary>
    public const int Interrupted = 72;

    /// <summary>An input failed.</summary>
    public const int Finding = 77;
}
