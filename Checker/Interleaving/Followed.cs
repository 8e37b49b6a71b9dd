namespace MsrSpec.Checker.Interleaving;

/// <summary>Where all orders have led that explain what has happened.</summary>
/// <param name="Reached">What they have reached; of what no order explains, what was reached before.</param>
/// <param name="Open">The calls that have begun and not ended.</param>
/// <param name="Wrong">The number of the event that no order explains; null if one explains all.</param>
/// <param name="IsDown">Whether a call has brought the kernel down, as it does in an order too.</param>
internal sealed record Followed(
    List<Reached> Reached, List<(int Thread, int Number)> Open, int? Wrong, bool IsDown);
