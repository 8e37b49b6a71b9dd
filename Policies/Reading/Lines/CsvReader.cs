namespace MsrSpec.Policies.Reading.Lines;

/// <summary>
/// Reads tables with commas: <c>index,access,name</c>, or columns in any order that the first line names; a column
/// <c>mask</c> is read as msr-safe means it.
/// </summary>
internal static class CsvReader
{
    /// <summary>Reads a table.</summary>
    public static PolicyInput Read(string text)
    {
        PolicyDraft draft = new(PolicyFormat.Csv);
        CsvColumns? columns = null;
        foreach (Field line in LineText.Significant(text).TakeWhile(_ => !draft.IsHopeless))
        {
            if (CsvLine.Split(line, out List<Field> fields) is { } wrong)
            {
                draft.Fail(wrong);
            }
            else if (columns is { } known)
            {
                Add(known, line, fields, draft);
            }
            else if (CsvColumns.AreIn(fields))
            {
                if (CsvColumns.Read(line, fields, out CsvColumns named) is { } unclear)
                {
                    draft.Fail(unclear);
                    break;
                }

                columns = named;
            }
            else
            {
                bool hasMasks = fields.Count > 1 && WriteMask.IsLike(fields[1].Text);
                columns = hasMasks ? CsvColumns.PlainWithMasks : CsvColumns.Plain;
                Add(columns.Value, line, fields, draft);
            }
        }

        return draft.Finish();
    }

    private static void Add(CsvColumns columns, Field line, List<Field> fields, PolicyDraft draft)
    {
        if (fields.Count < columns.Least)
        {
            draft.Fail(line.From(line.Text.Length).Problem(
                $"the line ends before its {(columns.HasMasks ? "write mask" : "access")}"));
            return;
        }

        if (fields.Skip(columns.Most).FirstOrDefault(field => field.Text.Length > 0) is { Text: not null } surplus)
        {
            draft.Fail(surplus.Problem(
                $"behind the last column stands '{ShownText.Of(surplus.Text)}'; a first line may name more columns"));
            return;
        }

        Field index = fields[columns.Index];
        string name = At(columns.Name, fields).Text ?? string.Empty;
        draft.Add(index, RightsIn(columns, index, fields), LineText.IsName(name) ? name : string.Empty);
    }

    /// <summary>The default has no mask: what stands in its place is an access.</summary>
    private static Rights RightsIn(CsvColumns columns, Field index, List<Field> fields)
    {
        Field mask = At(columns.Mask, fields);
        return !columns.HasMasks ? new Rights(fields[columns.Access], mask.Text is "" ? default : mask)
            : index.Text == PolicyDraft.Default ? Rights.Of(mask)
            : Rights.OfMask(mask);
    }

    private static Field At(int column, List<Field> fields) =>
        column >= 0 && column < fields.Count ? fields[column] : default;
}
