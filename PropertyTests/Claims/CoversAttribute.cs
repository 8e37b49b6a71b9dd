using System.Reflection;
using Xunit;
using Xunit.v3;

namespace MsrSpec.PropertyTests.Claims;

/// <summary>
/// Says which clauses a test covers, by their ids; the test fails if one of them neither decided nor was at stake in a
/// reference that it drove as a <see cref="ClauseWitness"/>. A meta-test finds clauses that no test names.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CoversAttribute : BeforeAfterTestAttribute
{
    private ClauseWitness.Record? _record;

    public CoversAttribute(params string[] clauses) => Clauses = clauses;

    public string[] Clauses { get; }

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => _record = ClauseWitness.Begin();

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.Empty(_record!.Missing(Clauses));
}
