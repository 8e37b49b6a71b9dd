using System.Collections.Frozen;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Probing;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// The processor that this program runs on, as the judge: it executes instructions in this process, at the privilege
/// of a user. There is one, because its memory has fixed addresses. A width that the probe refuses is not touched:
/// neither its segments nor its code are made.
/// </summary>
internal sealed class HostOracle
{
    private readonly FrozenDictionary<int, Lazy<Width>> _widths = CodeWidths.All.ToFrozenDictionary(
        bits => bits, bits => new Lazy<Width>(() => Open(bits)));

    private HostOracle()
    {
    }

    /// <summary>The oracle of this process.</summary>
    public static HostOracle Shared { get; } = new();

    /// <summary>Those of some widths that cannot be run here. The probes run side by side.</summary>
    /// <param name="widths">The widths.</param>
    public IReadOnlyList<SkippedWidth> Skipped(IReadOnlyCollection<int> widths)
    {
        HostProbe.Begin(widths);
        return [.. from bits in widths
                   let whyNot = WhyNot(bits)
                   where whyNot is not null
                   select new SkippedWidth(bits, whyNot)];
    }

    /// <summary>Why code of a width cannot be run here, or null.</summary>
    /// <param name="bits">The width.</param>
    public string? WhyNot(int bits) => _widths[bits].Value.WhyNot;

    /// <summary>Runs every case of a group.</summary>
    /// <param name="group">The group; its width must be one that can be run.</param>
    /// <param name="results">What the cases come to.</param>
    public void Run(TestGroup group, Span<CaseContext> results)
    {
        Width width = _widths[group.Bits].Value;
        HostCode code = width.Code ?? throw new InvalidOperationException(width.WhyNot);
        code.Run(group, results);
    }

    private static Width Open(int bits)
    {
        if (HostProbe.WhyNot(bits) is { } refused)
        {
            return new Width(null, refused);
        }

        HostCode code = new(bits);
        return code.WhyNot is { } whyNot ? new Width(null, whyNot) : new Width(code, null);
    }

    private sealed record Width(HostCode? Code, string? WhyNot);
}
