namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Code to weave: each method has one thing that the weaver must get right.</summary>
public static class WovenSample
{
    public static string Sign(int number) => number < 0 ? "minus" : number > 0 ? "plus" : "zero";

    public static string Name(int number)
    {
        switch (number)
        {
            case 0:
            case 3:
                return "zero or three";
            case 1:
                return "one";
            case 2:
                return "two";
            default:
                return "other";
        }
    }

    public static string Both(bool left, bool right)
    {
        if (left)
        {
            if (right)
            {
                return "both";
            }

            return "left";
        }

        return "not left";
    }

    public static int Sum(int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += i;
        }

        return sum;
    }

    public static string Parse(string text)
    {
        try
        {
            return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == 5 ? "five" : "number";
        }
        catch (FormatException)
        {
            return "words";
        }
        finally
        {
            Finished++;
        }
    }

    public static int Finished { get; private set; }

    public static bool IsMagic(uint flags, ulong address, DayOfWeek day) =>
        flags == 0xFFFFFFF0 && address == 0x1122334455667788 && day == DayOfWeek.Friday;

    public static bool IsLarge(double number) => number > 3.5 || (number < 0 && number != -1);

    /// <summary>Nested regions, filters, leaving through them by every way, and a jump back.</summary>
    public static string Regions(int number)
    {
        List<string> steps = [];
        int rounds = 0;
    again:
        try
        {
            try
            {
                if (number > 6)
                {
                    throw new InvalidOperationException("large");
                }

                for (int i = 0; i < number; i++)
                {
                    try
                    {
                        if (i == 1)
                        {
                            continue;
                        }

                        if (i == 4)
                        {
                            return string.Join(' ', steps.Append("returned"));
                        }

                        steps.Add($"{i}");
                    }
                    finally
                    {
                        steps.Add($"f{i}");
                    }
                }
            }
            catch (InvalidOperationException error) when (error.Message.Length == 5 && number < 9)
            {
                steps.Add("filtered");
                number -= 5;
                goto again;
            }
        }
        catch (InvalidOperationException)
        {
            steps.Add("caught");
            if (rounds++ < 2)
            {
                goto again;
            }
        }

        return string.Join(' ', steps);
    }

    /// <summary>State machines: an iterator within an asynchronous method that awaits in a handler.</summary>
    public static string Machines(int number) => Await(number).GetAwaiter().GetResult();

    /// <summary>Numbers of every width, enums and generic code, compared.</summary>
    public static string Compared(int number)
    {
        byte small = (byte)number;
        long large = (long)number << 40;
        return string.Join(
            ' ', small > 0x80, large >= 1L << 41, Largest(number, 3), Largest(2.5, number),
            (DayOfWeek)number > DayOfWeek.Monday,
            (ulong)large > ulong.MaxValue / 2, number is > 3 and < 6 or 9, (short)number == -1);
    }

    private static T Largest<T>(T one, T other)
        where T : IComparable<T> => one.CompareTo(other) > 0 ? one : other;

    private static async Task<string> Await(int number)
    {
        string text = string.Empty;
        try
        {
            foreach (int step in Steps(number))
            {
                await Task.Yield();
                text += step;
            }
        }
        catch (InvalidOperationException) when (number > 4)
        {
            await Task.Yield();
            text += " caught";
        }
        finally
        {
            await Task.Yield();
            text += " done";
        }

        return text;
    }

    private static IEnumerable<int> Steps(int number)
    {
        for (int i = 0; i < number; i++)
        {
            if (i == 4)
            {
                throw new InvalidOperationException("four");
            }

            yield return i;
        }
    }
}
