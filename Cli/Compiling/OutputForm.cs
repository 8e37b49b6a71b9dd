namespace MsrSpec.Cli.Compiling;

/// <summary>What ranges are printed as.</summary>
internal enum OutputForm
{
    /// <summary>C.</summary>
    C,

    /// <summary>Rust.</summary>
    Rust,

    /// <summary>The ioctls' arguments as hexadecimal digits.</summary>
    Bytes,

    /// <summary>A trace.</summary>
    Trace,

    /// <summary>A JSON object.</summary>
    Json,
}
