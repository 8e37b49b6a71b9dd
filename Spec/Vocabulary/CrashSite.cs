using System.Diagnostics;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// The type of an exception that a machine let go, and the method that threw it. There are few, each made once, so that
/// an outcome only holds a number.
/// </summary>
/// <param name="Type">The full name of the exception's type: one word, as a trace has it.</param>
/// <param name="Place">The full name of the method: one word too.</param>
public sealed record CrashSite(string Type, string Place)
{
    private const string Unknown = "unknown";

    private static readonly List<CrashSite> Known = [];

    /// <summary>The number of the site among those of this process.</summary>
    public uint Number
    {
        get
        {
            lock (Known)
            {
                int place = Known.IndexOf(this);
                if (place < 0)
                {
                    place = Known.Count;
                    Known.Add(this);
                }

                return (uint)place;
            }
        }
    }

    /// <summary>The site of a number.</summary>
    public static CrashSite Numbered(uint number)
    {
        lock (Known)
        {
            return Known[(int)number];
        }
    }

    /// <summary>Where an exception was thrown, as far as that is known: compiled code may lack inner methods.</summary>
    public static CrashSite Of(Exception exception)
    {
        System.Reflection.MethodBase? method = new StackTrace(exception).GetFrame(0)?.GetMethod();
        return new CrashSite(
            Word(exception.GetType().FullName),
            Word(method is null ? null : $"{method.DeclaringType?.FullName}.{method.Name}"));
    }

    /// <summary>A generic or compiled name has characters that begin a comment in a trace, or end a word.</summary>
    private static string Word(string? name) =>
        name is null ? Unknown : string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '_'));
}
