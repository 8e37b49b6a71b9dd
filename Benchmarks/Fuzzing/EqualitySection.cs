using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>Both sides answer alike, or nothing is timed.</summary>
internal sealed class EqualitySection : IQuickSection
{
    /// <inheritdoc/>
    public string Title => "fuzzing: the target in C and the target in C# are the same";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        AllowlistPeer peer = AllowlistPeer.Load();
        if (AllowlistEquality.FirstDifference(input => peer.Answer(input)) is { } difference)
        {
            output.WriteLine($"the answers differ, so nothing is timed: {difference}.");
            return SectionResult.Different;
        }

        output.WriteLine($"equal on {AllowlistEquality.Inputs:N0} arguments at the edges of the rules");
        return SectionResult.Met;
    }
}
