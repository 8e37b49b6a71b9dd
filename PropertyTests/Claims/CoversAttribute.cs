namespace MsrSpec.PropertyTests.Claims;

/// <summary>Says which clauses a test covers, by their ids. A meta-test finds clauses that no test names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CoversAttribute : Attribute
{
    public CoversAttribute(params string[] clauses) => Clauses = clauses;

    public string[] Clauses { get; }
}
