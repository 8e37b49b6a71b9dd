namespace MsrSpec.Model;

/// <summary>
/// What has become of the failure of an allocation that was armed last. Whether one is armed decides what a call
/// answers; when it was armed, and that one has hit, only which clause explains a wrong answer.
/// </summary>
public enum AllocationFailure
{
    /// <summary>None was ever armed.</summary>
    None,

    /// <summary>The last command has armed it.</summary>
    Armed,

    /// <summary>It was armed by an earlier command, and nothing has used it up since.</summary>
    ArmedBefore,

    /// <summary>It has hit an allocation.</summary>
    Hit,
}
