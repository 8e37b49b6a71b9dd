using System.Security.Cryptography;

namespace MsrSpec.Fuzz;

/// <summary>
/// Feeds a target with mutated inputs in process. It knows no coverage; it aims at the edges that the dictionary
/// names. A failing input is on disk before anything is said of it.
/// </summary>
internal sealed class ManagedDriver
{
    private readonly IFuzzTarget _target;
    private readonly Random _random;
    private readonly int _maxLength;
    private readonly List<byte[]> _pool;

    /// <summary>A driver of one target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">Decides every input.</param>
    /// <param name="maxLength">The most bytes of an input.</param>
    /// <param name="corpus">Inputs to start from.</param>
    public ManagedDriver(IFuzzTarget target, int seed, int maxLength, IEnumerable<byte[]> corpus)
    {
        _target = target;
        _random = new Random(seed);
        _maxLength = maxLength;
        _pool = [[], .. corpus];
    }

    /// <summary>Runs so many inputs.</summary>
    /// <returns>The first failing input and what is wrong, or null.</returns>
    public (byte[] Input, string Problem)? Run(long runs)
    {
        for (long run = 0; run < runs; run++)
        {
            byte[] input = Mutate(_pool[_random.Next(_pool.Count)]);
            if (_target.Run(input) is { } problem)
            {
                return (input, problem);
            }

            Remember(input);
        }

        return null;
    }

    /// <summary>The name that libFuzzer would give a failing input.</summary>
    public static string CrashName(byte[] input)
    {
#pragma warning disable CA5350 // A file's name, as libFuzzer gives it; nothing is secured by it.
        byte[] hash = SHA1.HashData(input);
#pragma warning restore CA5350
        return "crash-" + Convert.ToHexStringLower(hash);
    }

    private void Remember(byte[] input)
    {
        const int PoolSize = 256;
        if (_pool.Count < PoolSize)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[_random.Next(PoolSize)] = input;
        }
    }

    private byte[] Mutate(byte[] input)
    {
        List<byte> bytes = [.. input];
        for (int change = 1 + _random.Next(4); change > 0; change--)
        {
            switch (_random.Next(5))
            {
                case 0 when bytes.Count > 0:
                    bytes[_random.Next(bytes.Count)] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1 when bytes.Count > 0:
                    bytes.RemoveRange(_random.Next(bytes.Count), 1);
                    break;
                case 2 when bytes.Count > 0:
                    bytes[_random.Next(bytes.Count)] = (byte)_random.Next(256);
                    break;
                default:
                    IReadOnlyList<DictionaryEntry> words = FuzzDictionary.Find(FuzzDictionary.AllowlistFile)!.Entries;
                    byte[] word = words[_random.Next(words.Count)].Bytes.ToArray();
                    Overlay(bytes, word, _random.Next((bytes.Count / word.Length) + 1) * word.Length);
                    break;
            }
        }

        return [.. bytes.Take(_maxLength)];
    }

    private static void Overlay(List<byte> bytes, byte[] word, int position)
    {
        for (int i = 0; i < word.Length; i++)
        {
            if (position + i < bytes.Count)
            {
                bytes[position + i] = word[i];
            }
            else
            {
                bytes.Add(word[i]);
            }
        }
    }
}
