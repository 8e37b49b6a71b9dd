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
}
