using System.Collections.Immutable;

namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>How a function of an object is called: <c>vm_ioctl(vm, request, argument)</c>.</summary>
/// <param name="Source">As the manifest has it.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Arguments">What its arguments are: names of what is laid out, or of what a call is about.</param>
internal sealed record EntryPattern(ManifestText Source, string Function, ImmutableArray<string> Arguments)
{
    /// <summary>The number of an ioctl.</summary>
    public const string Request = "request";

    /// <summary>The address of an ioctl's argument.</summary>
    public const string Argument = "argument";

    /// <summary>The MSR of an access.</summary>
    public const string Index = "index";

    /// <summary>The direction of an access, as the flags of a range have it: 1 reads, 2 writes.</summary>
    public const string Direction = "direction";

    /// <summary>Takes a pattern apart; null if it is none.</summary>
    public static EntryPattern? Of(ManifestText text)
    {
        int open = text.Text.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !text.Text.EndsWith(')'))
        {
            return null;
        }

        string inside = text.Text[(open + 1)..^1];
        ImmutableArray<string> arguments = inside.Trim().Length == 0 ? []
            : [.. inside.Split(',').Select(argument => argument.Trim())];
        bool isWhole = arguments.All(argument => argument.Length > 0 && argument.All(IsOfAName));
        string function = text.Text[..open].Trim();
        return isWhole && function.All(IsOfAName) ? new EntryPattern(text, function, arguments) : null;
    }

    private static bool IsOfAName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';
}
