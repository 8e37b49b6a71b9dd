namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>A row of the table of flags.</summary>
/// <param name="Name">The name, without the dash.</param>
/// <param name="Default">The value without the flag, as text.</param>
/// <param name="Help">What it does, in one sentence.</param>
/// <param name="Set">The flags with this value, or null if that is malformed.</param>
public sealed record Flag(string Name, string Default, string Help, Func<ManagedFlags, string, ManagedFlags?> Set);
