namespace MsrSpec.Spec.Vocabulary;

/// <summary>A part of a schedule in which one thread goes on, or its stores become visible one after the other.
/// </summary>
/// <param name="Thread">The number of the thread.</param>
/// <param name="IsBuffer">Whether it is the thread's stores that become visible.</param>
/// <param name="Until">
/// The name of the point that it stops at, without carrying it out; null if it goes on until it ends or has to wait.
/// </param>
/// <param name="Occurrence">The how many-th time it comes to a point of that name, from 1 on.</param>
public sealed record ScheduleStretch(int Thread, bool IsBuffer, string? Until, int Occurrence);
