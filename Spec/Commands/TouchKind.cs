namespace MsrSpec.Spec.Commands;

/// <summary>In which way a command touches MSRs.</summary>
public enum TouchKind
{
    /// <summary>It touches none.</summary>
    Nothing,

    /// <summary>The host reads or writes one.</summary>
    Register,

    /// <summary>A guest reads or writes one.</summary>
    Access,

    /// <summary>The vCPU's last access goes on.</summary>
    Answer,

    /// <summary>A range of them gets rules.</summary>
    Range,
}
