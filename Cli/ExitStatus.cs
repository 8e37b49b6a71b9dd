namespace MsrSpec.Cli;

/// <summary>The exit statuses of <c>msrspec</c>.</summary>
internal static class ExitStatus
{
    /// <summary>Everything was as expected.</summary>
    public const int Success = 0;

    /// <summary>Something unexpected was found, or something expected was not.</summary>
    public const int Found = 1;

    /// <summary>The command line or an input file is wrong; nothing was done.</summary>
    public const int Usage = 2;
}
