using MsrSpec.Checker.Comparing;
using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Whatever lists the kinds of difference between two dialects.</summary>
/// <param name="left">The first dialect.</param>
/// <param name="right">The second.</param>
internal delegate IReadOnlyList<DifferenceKind> KindEnumerator(Dialect left, Dialect right);
