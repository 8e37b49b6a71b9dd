namespace MsrSpec.Fuzz.Engine;

/// <summary>Which engine runs.</summary>
public enum EngineChoice
{
    /// <summary>libFuzzer where it is there, otherwise ours.</summary>
    Auto,

    /// <summary>libFuzzer, or an error.</summary>
    Native,

    /// <summary>Ours.</summary>
    Managed,
}
