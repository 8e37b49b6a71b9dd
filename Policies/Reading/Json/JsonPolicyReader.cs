namespace MsrSpec.Policies.Reading.Json;

/// <summary>Reads objects: lists of registers, and ranges of an interface.</summary>
internal static class JsonPolicyReader
{
    /// <summary>Reads a text.</summary>
    public static PolicyInput Read(string text)
    {
        if (JsonText.Read(text, out JsonItem? root) is { } wrong)
        {
            return PolicyInput.Wrong(PolicyFormat.Json, wrong);
        }

        if (root![PolicyJson.Registers] is not null)
        {
            return PolicyJson.Read(root);
        }

        if (root[RangesJson.Ranges] is null)
        {
            return PolicyInput.Wrong(PolicyFormat.Json, root.Where.Problem(
                $"here stands no object with '{PolicyJson.Registers}', registers, or with '{RangesJson.Ranges}'"));
        }

        return RangesJson.Read(root, out var calls) is { } problem
            ? PolicyInput.Wrong(PolicyFormat.Json, problem)
            : InstalledReader.Read(PolicyFormat.Json, InstalledReader.DialectOf(RangesJson.InterfaceOf(root)), calls);
    }
}
