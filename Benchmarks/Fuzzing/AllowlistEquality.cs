using System.Collections.Immutable;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>The condition of every claim of speed: both sides accept and refuse the same arguments alike.</summary>
internal static class AllowlistEquality
{
    /// <summary>How many arguments are compared.</summary>
    public const int Inputs = 20_000;

    private const int Seed = 5;

    /// <summary>The first difference in words, or null when there is none.</summary>
    /// <param name="peer">Answers for the C side.</param>
    public static string? FirstDifference(Func<byte[], AllowlistAnswer> peer)
    {
        Random random = new(Seed);
        for (int i = 0; i < Inputs; i++)
        {
            byte[] input = AllowlistInputs.Next(random);
            AllowlistAnswer expected = Answer(input);
            AllowlistAnswer actual = peer(input);
            if (actual != expected)
            {
                return $"argument {i + 1} of {input.Length} bytes: in C {actual}, in C# {expected}";
            }
        }

        return null;
    }

    /// <summary>What the decoder and the rules in C# make of an argument.</summary>
    public static AllowlistAnswer Answer(byte[] input)
    {
        UserBuffer argument = new(ImmutableArray.Create(input));
        bool allocationFails = argument.HasHeader && (argument.Header.Pad & 1) != 0;
        Row<AllowlistCall> judged = FastArgument.Judge(argument, allocationFails, Dialect.Sound.Readings);
        RunningCall call = new();
        KernelHeap heap = new(call);
        UserMemory user = new(call);
        user.Map(argument);
        if (allocationFails)
        {
            heap.FailNext();
        }

        Errno? decoded = AllowlistDecoder.Decode(user, heap, out _);
        return new AllowlistAnswer(
            decoded ?? 0, judged.Answer.Outcome?.Errno ?? 0, (uint)user.ReadExtent, (uint)heap.Live);
    }
}
