using System.Globalization;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>A birth date as it is keyed: month, day and four digits of the year.</summary>
public static class BirthDateKeys
{
    public static DateOnly? Read(string? digits, DateOnly today)
    {
        var keys = new string([.. (digits ?? "").Where(char.IsAsciiDigit)]);
        return DateOnly.TryParseExact(keys, "MMddyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date <= today && date.Year >= 1890 ? date : null;
    }
}
