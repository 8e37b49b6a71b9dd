namespace MsrSpec.Policies.Reading.Json;

/// <summary>What a value of a JSON text is.</summary>
internal enum JsonKind
{
    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true, false or null.</summary>
    Word,
}
