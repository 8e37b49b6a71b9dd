using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>
/// Reads a processor from text: <c>NAME[,+feature][,-feature][,banks=N]</c>, from left to right. A feature brings
/// what it needs, and one that goes takes along what needs it.
/// </summary>
public static class CpuModelText
{
    private const char Separator = ',';
    private const string Banks = "banks=";

    /// <summary>Reads a processor, or says what is wrong with the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The processor, or null.</param>
    /// <param name="error">What is wrong and at which character, counted from 1; or null.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CpuModel? model, [NotNullWhen(false)] out string? error)
    {
        int end = EndOf(text, 0);
        model = CpuModels.Find(text.AsSpan(0, end));
        string names = string.Join(", ", CpuModels.All.Select(known => known.Name));
        error = model is null ? $"1: there is no processor '{text[..end]}'; there are {names}" : null;
        for (int start = end + 1; model is not null && start <= text.Length; start = end + 1)
        {
            end = EndOf(text, start);
            model = Change(model, text.AsSpan(start, end - start), out string? problem);
            error = problem is null ? null : $"{start + 1}: {problem}";
        }

        return model is not null;
    }

    private static int EndOf(string text, int start)
    {
        int end = text.IndexOf(Separator, start);
        return end < 0 ? text.Length : end;
    }

    private static CpuModel? Change(CpuModel model, ReadOnlySpan<char> change, out string? problem)
    {
        if (change.StartsWith(Banks))
        {
            return ChangeBanks(model, change[Banks.Length..], out problem);
        }

        problem = null;
        if (change.IsEmpty || change[0] is not ('+' or '-'))
        {
            problem = $"'{change}' is none of +feature, -feature and {Banks}N";
            return null;
        }

        CpuFeatures feature = FeatureTable.Find(change[1..]);
        if (feature == CpuFeatures.None)
        {
            problem = $"there is no feature '{change[1..]}'";
            return null;
        }

        return change[0] == '+' ? model.With(feature) : model.Without(feature);
    }

    private static CpuModel? ChangeBanks(CpuModel model, ReadOnlySpan<char> number, out string? problem)
    {
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int banks)
            && banks <= CpuModel.MaxMachineCheckBanks)
        {
            problem = null;
            return model with { MachineCheckBanks = banks };
        }

        problem = $"'{number}' is no number of banks from 0 to {CpuModel.MaxMachineCheckBanks}";
        return null;
    }
}
