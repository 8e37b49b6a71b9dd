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
                if ((columns = CsvColumns.Named(fields)) is null)
                {
                    draft.Fail(line.Problem("no column is called 'access' or 'mask'"));
                    break;
                }
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

        Field name = columns.Name >= 0 && columns.Name < fields.Count ? fields[columns.Name] : default;
        bool isNamed = name.Text is not null && LineText.IsName(name.Text);
        bool isMask = columns.HasMasks && fields[columns.Index].Text != PolicyDraft.Default;
        draft.Add(fields[columns.Index], fields[columns.Rights], isMask, isNamed ? name.Text! : string.Empty);
    }
}
