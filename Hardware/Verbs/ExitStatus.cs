using MsrSpec.Hardware.Probing;

namespace MsrSpec.Hardware.Verbs;

/// <summary>The exit statuses of this program.</summary>
internal static class ExitStatus
{
    /// <summary>Everything agreed, or there was nothing here to ask.</summary>
    public const int Success = 0;

    /// <summary>Something differed.</summary>
    public const int Found = 1;

    /// <summary>The command line or an input file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The trial of a width says why this machine does not run it.</summary>
    public const int Refused = ChildTrial.Refused;
}
