namespace MsrSpec.Fuzz.Engines;

/// <summary>Which engine runs.</summary>
internal enum EngineChoice
{
    /// <summary>libFuzzer where it is there, otherwise ours.</summary>
    Auto,

    /// <summary>libFuzzer, or an error.</summary>
    Native,

    /// <summary>Ours.</summary>
    Managed,
}
