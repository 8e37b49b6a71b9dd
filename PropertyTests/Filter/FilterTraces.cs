using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>Short traces about filters, carried out by the model of a dialect.</summary>
internal static class FilterTraces
{
    /// <summary>
    /// Carries out lines as traces have them, and checks what stands behind their arrows; a line without an arrow
    /// answers 'ok'.
    /// </summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="lines">The lines.</param>
    /// <returns>The model behind the last line.</returns>
    public static ModelMachine Holds(Dialect dialect, params IEnumerable<string> lines)
    {
        ModelMachine model = new(dialect.Readings);
        Holds(ClauseWitness.Of(model), lines);
        return model;
    }

    /// <summary>The same on a machine.</summary>
    public static void Holds(IMachine machine, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] parts = line.Split(" -> ");
            Command command = CommandParser.Parse(parts[0], 1).Value!;
            Assert.Equal(
                $"{parts[0]} -> {(parts.Length > 1 ? parts[1] : "ok")}", $"{parts[0]} -> {machine.Step(command)}");
        }
    }
}
