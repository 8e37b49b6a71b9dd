using System.Globalization;
using System.Text;
using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>
/// Edges have no addresses of their own, so their numbers stand in. They are two apart, because libFuzzer asks for
/// the name of the address behind one; none is zero.
/// </summary>
internal static class EdgeAddress
{
    /// <summary>The address of an edge.</summary>
    public static nuint Of(int number) => 2 * ((nuint)number + 1);

    /// <summary>What an address means.</summary>
    /// <param name="map">The edges.</param>
    /// <param name="address">The address of an edge, or the one behind it.</param>
    /// <param name="format">
    /// As the sanitizers have it: <c>%p</c> the address, <c>%f</c> the method, <c>%F</c> the same behind "in ",
    /// <c>%s</c> the file, <c>%l</c> the line, <c>%L</c> file and line in brackets, <c>%%</c> a percent sign.
    /// </param>
    public static string Describe(EdgeMap map, nuint address, string format)
    {
        ulong number = (address / 2) - 1;
        Edge? edge = number < (ulong)map.Edges.Count ? map.Edges[(int)number] : null;
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            _ = format[i] == '%' && i + 1 < format.Length
                ? text.Append(Field(format[++i], address, edge))
                : text.Append(format[i]);
        }

        return text.ToString();
    }

    private static string Field(char letter, nuint address, Edge? edge) => letter switch
    {
        'p' => $"0x{address:x}",
        'f' => Method(edge),
        'F' => $"in {Method(edge)}",
        's' => edge?.File ?? string.Empty,
        'l' => Line(edge).ToString(CultureInfo.InvariantCulture),
        'L' => string.Create(CultureInfo.InvariantCulture, $"({edge?.File}:{Line(edge)})"),
        '%' => "%",
        _ => string.Empty,
    };

    /// <summary>Of a branch not the line that decides, but the first that is reached: it is what is new.</summary>
    private static int Line(Edge? edge) => edge switch
    {
        null => 0,
        { Kind: not EdgeKind.Entry, Reached: [> 0 and var first, ..] } => first,
        _ => edge.Line,
    };

    private static string Method(Edge? edge) => edge is null ? "<unknown>" : $"{edge.Type}.{edge.Method}";
}
