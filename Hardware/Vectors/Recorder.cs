using MsrSpec.Hardware.Agreement;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Host;

namespace MsrSpec.Hardware.Vectors;

/// <summary>Asks the host for the results of the groups that a vector file is made of.</summary>
internal static class Recorder
{
    /// <summary>
    /// The cases of a recorded group: fewer than in a run, so that a file of one size holds more instructions.
    /// </summary>
    public const int GroupSize = 16;

    /// <summary>Records about a number of cases, round all encodings.</summary>
    /// <param name="cases">The cases, up to whole groups.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<RecordedGroup> Record(long cases, ulong seed)
    {
        RunPlan plan = new(bits: null, only: null);
        GroupGenerator generator = new(seed);
        List<RecordedGroup> groups = [];
        for (long place = 0; place < cases / GroupSize; place++)
        {
            if (generator.Create(plan.GroupAt(place), GroupSize) is { } group)
            {
                var results = new CaseContext[GroupSize];
                HostOracle.Shared.Run(group, results);
                for (int index = 0; index < GroupSize; index++)
                {
                    results[index].Flags &= DefinedFlags.Mask(group.Instruction, in group.Inputs[index]);
                }

                groups.Add(new RecordedGroup(group, results));
            }
        }

        return groups;
    }
}
