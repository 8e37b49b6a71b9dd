namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>Looks for a way along arrows that comes back to where it began.</summary>
public static class CycleSearch
{
    /// <summary>The arrows that lie on a cycle.</summary>
    public static IReadOnlyList<Arrow> OnCycles(IEnumerable<Arrow> arrows)
    {
        ILookup<string, string> next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        Dictionary<string, HashSet<string>> reached =
            next.ToDictionary(group => group.Key, group => ReachedFrom(group.Key, next));
        return
        [
            .. from node in next
               from target in node.Distinct()
               where reached.TryGetValue(target, out HashSet<string>? further) && further.Contains(node.Key)
               orderby node.Key, target
               select new Arrow(node.Key, target),
        ];
    }

    /// <summary>Whether one arrow closes a cycle that the others leave open.</summary>
    public static bool Closes(Arrow arrow, IEnumerable<Arrow> others) =>
        OnCycles([.. others, arrow]).Contains(arrow);

    private static HashSet<string> ReachedFrom(string start, ILookup<string, string> next)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(next[start]);
        while (open.TryPop(out string? node))
        {
            if (reached.Add(node))
            {
                foreach (string further in next[node])
                {
                    open.Push(further);
                }
            }
        }

        return reached;
    }
}
