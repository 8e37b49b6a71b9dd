namespace MsrSpec.Shell;

/// <summary>The exit statuses of the programs, where a verb does not say that it has its own.</summary>
public static class ExitStatus
{
    /// <summary>Everything was as expected.</summary>
    public const int Success = 0;

    /// <summary>Something unexpected was found, or something expected was not.</summary>
    public const int Found = 1;

    /// <summary>The command line or an input file is wrong, or a result cannot be written.</summary>
    public const int Usage = 2;

    /// <summary>Nothing unexpected was found, but time or a bound ended it before everything was looked at.</summary>
    public const int NotComplete = 3;

    /// <summary>A signal ended it, or nobody reads its output any more.</summary>
    public const int Interrupted = 130;
}
