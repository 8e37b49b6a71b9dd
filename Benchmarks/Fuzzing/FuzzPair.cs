namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>The same target under libFuzzer in C and in C#.</summary>
/// <param name="Peer">The one in C.</param>
/// <param name="Ours">The one in C#.</param>
internal sealed record FuzzPair(FuzzProgram Peer, FuzzProgram Ours)
{
    private const string CommonFlags = "-print_final_stats=1";
    private const string MaxLength = "-max_len=1552";

    /// <summary>Runs rounds by turns, so that a noisy second hits both.</summary>
    /// <returns>What both needed for an execution at best.</returns>
    public FuzzRace Race(int rounds, params IReadOnlyList<string> words)
    {
        FuzzContestant peer = new(Peer);
        FuzzContestant ours = new(Ours);
        for (int round = 0; round < rounds; round++)
        {
            peer.Round(words);
            ours.Round(words);
        }

        return new FuzzRace(peer.BestSeconds, ours.BestSeconds, peer.Problem ?? ours.Problem);
    }

    /// <summary>The pair, with more words on both command lines.</summary>
    public FuzzPair With(params IReadOnlyList<string> words) => new(Peer.With(words), Ours.With(words));

    /// <summary>The pair, in processes in which every mutation leaves the input as it is.</summary>
    public FuzzPair OnOneInput() =>
        new(Peer with { Preload = FuzzPeers.SameInput }, Ours with { Preload = FuzzPeers.SameInput });

    /// <summary>The allowlist's decoder and its rules.</summary>
    public static FuzzPair Allowlist(bool compares) =>
        Create("allowlist", "allowlist", compares, valueProfile: compares);

    /// <summary>
    /// Next to nothing: what is left is libFuzzer and the way into the target. The empty one in C compares nothing, so
    /// the other one may not report what it compares.
    /// </summary>
    public static FuzzPair Empty(bool valueProfile) => Create("empty", "canary", compares: false, valueProfile);

    /// <summary>The planted bug.</summary>
    public static FuzzPair Magic() => Create("magic", "magic", compares: true, valueProfile: true);

    private static FuzzPair Create(string peer, string ours, bool compares, bool valueProfile)
    {
        string profile = valueProfile ? "-use_value_profile=1" : "-use_value_profile=0";
        string[] hooks = compares ? [] : ["--no-compares"];
        return new FuzzPair(
            new FuzzProgram("C", FuzzPeers.Native(peer, compares), [profile, CommonFlags, MaxLength]),
            FuzzPeers.Managed(ours).With("--engine=native").With(hooks).With(profile, CommonFlags, MaxLength));
    }
}
