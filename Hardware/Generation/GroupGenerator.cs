using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Makes the groups of a run. The groups go round the tested encodings; group and seed decide everything, so that any
/// case can be made again alone.
/// </summary>
/// <param name="seed">The seed of the run.</param>
internal sealed class GroupGenerator(ulong seed)
{
    /// <summary>The encoding that a group is of.</summary>
    /// <param name="number">The number of the group.</param>
    public static CatalogEntry EntryOf(long number) => Catalog.Tested[(int)(number % Catalog.Tested.Count)];

    /// <summary>
    /// Makes a group; null when the operands that its number leads to are a form that the core lacks.
    /// </summary>
    /// <param name="number">The number of the group.</param>
    /// <param name="size">How many cases it has.</param>
    public TestGroup? Create(long number, int size = TestGroup.Size)
    {
        CatalogEntry entry = EntryOf(number);
        var random = new CaseRandom(CaseRandom.Derive(seed, (ulong)number));
        int arena = (int)(number % Arena.Count);
        uint window = random.OneIn(4) ? Arena.CrossingWindow : Arena.InnerWindow;
        InstructionBuilder builder = new(entry.Code, entry.Bits, arena, window);
        if (!builder.TryBuild(ref random, out Instruction instruction, out byte[] bytes)
            || !InstructionSupport.IsImplemented(in instruction)
            || Testability.WhyNot(in instruction) is not null)
        {
            return null;
        }

        ulong background = random.Next();
        CaseShaper shaper = new(instruction, entry.Bits, arena, window);
        var inputs = new CaseContext[size];
        for (int index = 0; index < size; index++)
        {
            Background.Fill(CaseRandom.Derive(background, (ulong)index), entry.Bits, ref inputs[index]);
            shaper.Shape(ref inputs[index], ref random);
        }

        return new TestGroup(number, entry.Bits, bytes, instruction, arena, window, background, inputs);
    }
}
